"""FollowTheMoney's properties by schema, as data: which of our columns it has a place for.

Only those that hold texts and that no column of ours stands for; facts of the model at version 4.
A column that came from such a file goes back into it through this table.
"""

from __future__ import annotations

from functools import cache

PARENTS = {
    "LegalEntity": ("Thing",),
    "Person": ("LegalEntity",),
    "Asset": (
        "Value",
        "Thing",
    ),
    "Organization": ("LegalEntity",),
    "Company": (
        "Asset",
        "Organization",
    ),
    "PublicBody": ("Organization",),
    "Position": ("Thing",),
    "Event": (
        "Analyzable",
        "Thing",
        "Interval",
    ),
    "Document": (
        "Analyzable",
        "Thing",
    ),
    "Article": ("Document",),
    "Address": ("Thing",),
    "Territory": ("Thing",),
    "Project": (
        "Value",
        "Thing",
        "Interval",
    ),
    "Vehicle": ("Asset",),
    "Vessel": ("Vehicle",),
    "Airplane": ("Vehicle",),
    "RealEstate": ("Asset",),
    "Security": ("Asset",),
    "BankAccount": ("Asset",),
    "CryptoWallet": (
        "Value",
        "Thing",
    ),
    "CourtCase": ("Thing",),
    "Contract": ("Asset",),
    "Interest": ("Interval",),
    "Occupancy": ("Interval",),
    "Membership": ("Interest",),
    "Directorship": ("Interest",),
    "Ownership": ("Interest",),
    "Employment": ("Interest",),
    "Payment": (
        "Value",
        "Interval",
    ),
    "Debt": (
        "Value",
        "Interval",
    ),
    "Family": ("Interval",),
    "Associate": ("Interval",),
    "Representation": ("Interest",),
    "Succession": ("Interest",),
    "UnknownLink": ("Interest",),
    "Control": ("Interest",),
    "Documentation": ("Interest",),
}

OWN = {
    "Thing": """
        address alephUrl createdAt description indexText keywords modifiedAt notes
        program programId publisherUrl retrievedAt topics wikipediaUrl
    """,
    "Analyzable": """
        companiesMentioned detectedCountry detectedLanguage emailMentioned ibanMentioned
        ipMentioned locationMentioned peopleMentioned phoneMentioned
    """,
    "LegalEntity": """
        brightQueryId brightQueryOrgId bvdId classification dissolutionDate dunsCode
        email icijId idNumber incorporationDate innCode jurisdiction legalForm leiCode
        licenseNumber mainCountry npiCode ogrnCode okpoCode okvedCode opencorporatesUrl
        phone registrationNumber sayariId sector status swiftBic taxNumber taxStatus
        uniqueEntityId uscCode vatCode website
    """,
    "Person": """
        appearance biography birthCountry birthDate birthPlace citizenship deathDate
        education ethnicity eyeColor fatherName firstName gender hairColor height
        lastName middleName motherName nameSuffix nationality passportNumber political
        position profession religion secondName socialSecurityNumber spokenLanguage
        title weight
    """,
    "Value": """
        amount amountEur amountUsd currency
    """,
    "Organization": """
        cageCode giiNumber imoNumber permId
    """,
    "Company": """
        bikCode caemCode capital cikCode coatoCode fnsCode fssCode ipoCode irsCode
        isinCode jibCode kppCode mbsCode okopfCode oksmCode pfrNumber ricCode ticker
        voenCode
    """,
    "Position": """
        dissolutionDate inceptionDate numberOfSeats subnationalArea
    """,
    "Event": """
        important location
    """,
    "Document": """
        author authoredAt bodyText contentHash crawler date encoding extension fileName
        fileSize generator language messageId mimeType processedAt processingAgent
        processingError processingStatus title translatedLanguage translatedText
    """,
    "Address": """
        city full googlePlaceId latitude longitude osmId postOfficeBox postalCode region
        remarks state street street2
    """,
    "Territory": """
        fipsCode level nutsCode territoryCode zipCode
    """,
    "Project": """
        goal phase projectId status
    """,
    "Vehicle": """
        buildDate deregistrationDate model registrationDate registrationNumber type
    """,
    "Vessel": """
        callSign crsNumber deadweightTonnage flag grossRegisteredTonnage imoNumber mmsi
        nameChangeDate navigationArea pastFlags pastTypes registrationPort tonnage
    """,
    "Airplane": """
        icaoCode manufacturer serialNumber
    """,
    "RealEstate": """
        area cadastralCode censusBlock createDate encumbrance landType latitude
        longitude propertyType registrationNumber tenure titleNumber
    """,
    "Security": """
        classification collateral figiCode isin issueDate maturityDate
        registrationNumber ticker type
    """,
    "BankAccount": """
        accountNumber accountType balance balanceDate bankAddress bankName bic
        closingDate iban maxBalance maxBalanceDate openingDate
    """,
    "CryptoWallet": """
        accountId balance balanceDate blockchain creationDate cryptoAddress
        currencySymbol custodyType managingExchange privateKey publicKey
    """,
    "CourtCase": """
        caseNumber category closeDate court fileDate status type
    """,
    "Contract": """
        cancelled classification contractDate criteria language method noticeId
        numberAwards procedure procedureNumber status title type
    """,
    "Interval": """
        alephUrl date description indexText modifiedAt publisherUrl recordId retrievedAt
    """,
    "Interest": """
        status
    """,
    "Occupancy": """
        constituency declarationDate electionDate periodEnd periodStart politicalGroup
        status
    """,
    "Directorship": """
        secretary
    """,
    "Ownership": """
        legalBasis ownershipType percentage sharesCount sharesCurrency sharesType
        sharesValue
    """,
    "Payment": """
        programme sequenceNumber transactionNumber
    """,
    "Control": """
        controlType legalBasis
    """,
}

NODES = frozenset(
    """
    Address Airplane Article Asset Audio BankAccount Call CallForTenders Company Contract
    CourtCase CryptoWallet Document EconomicActivity Email Event Folder HyperText
    Identification Image LegalEntity License Mention Message Note Organization Package
    Page Pages Passport Person PlainText Position Project PublicBody RealEstate Risk
    Sanction Security Similar Table TaxRoll Territory Trip UserAccount Vehicle Vessel
    Video Workbook
    """.split()
)
"""Schemata of which there are entities that are no edges."""


@cache
def properties_of(schema: str) -> frozenset[str]:
    """The properties of a schema and of those it extends."""
    found = frozenset(OWN.get(schema, "").split())
    return found.union(*(properties_of(parent) for parent in PARENTS.get(schema, ())))
