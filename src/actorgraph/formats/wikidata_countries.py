"""ISO 3166-1 codes of the states that Wikidata's statements name most, by their items.

A state that is not here stays an item under its property (wikidata.py).
"""

COUNTRIES = {
    "Q30": "US", "Q159": "RU", "Q145": "GB", "Q183": "DE", "Q142": "FR", "Q148": "CN",
    "Q212": "UA", "Q38": "IT", "Q29": "ES", "Q36": "PL", "Q16": "CA", "Q17": "JP",
    "Q668": "IN", "Q155": "BR", "Q408": "AU", "Q40": "AT", "Q39": "CH", "Q31": "BE",
    "Q55": "NL", "Q34": "SE", "Q20": "NO", "Q35": "DK", "Q33": "FI", "Q27": "IE",
    "Q45": "PT", "Q41": "GR", "Q28": "HU", "Q213": "CZ", "Q214": "SK", "Q218": "RO",
    "Q219": "BG", "Q43": "TR", "Q801": "IL", "Q794": "IR", "Q796": "IQ", "Q79": "EG",
    "Q258": "ZA", "Q1033": "NG", "Q114": "KE", "Q884": "KR", "Q423": "KP", "Q15180": "SU",
    "Q851": "SA", "Q878": "AE", "Q229": "CY", "Q233": "MT", "Q211": "LV", "Q37": "LT",
    "Q191": "EE", "Q184": "BY", "Q232": "KZ", "Q230": "GE", "Q399": "AM", "Q227": "AZ",
    "Q843": "PK", "Q889": "AF", "Q865": "TW", "Q96": "MX", "Q414": "AR", "Q298": "CL",
    "Q717": "VE", "Q241": "CU", "Q739": "CO", "Q419": "PE", "Q664": "NZ", "Q252": "ID",
    "Q833": "MY", "Q334": "SG", "Q869": "TH", "Q881": "VN", "Q928": "PH", "Q858": "SY",
    "Q822": "LB", "Q810": "JO", "Q846": "QA", "Q817": "KW", "Q805": "YE", "Q1016": "LY",
    "Q948": "TN", "Q1028": "MA", "Q262": "DZ", "Q1049": "SD", "Q115": "ET", "Q117": "GH",
    "Q224": "HR", "Q215": "SI", "Q403": "RS", "Q222": "AL", "Q217": "MD", "Q221": "MK",
    "Q225": "BA", "Q236": "ME", "Q32": "LU", "Q189": "IS",
}  # fmt: skip
