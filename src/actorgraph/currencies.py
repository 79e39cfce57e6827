"""The codes of currencies (ISO 4217): those in use, and those of which older sources speak.

Sums are kept apart by them. Called by the questions of `check` and by flows; how a sign or a name
beside a number is read is in quantities.py.
"""

from __future__ import annotations

IN_USE = frozenset(
    """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP
    BYN BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB
    EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY
    KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
    MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
    RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD
    TZS UAH UGX USD USN UYI UYU UYW UZS VED VES VND VUV WST XAF XAG XAU XCD XCG XDR XOF XPD XPF XPT
    YER ZAR ZMW ZWG ZWL
    """.split()
)
FORMER = frozenset(
    """
    ADP AFA ALK AON ARA ATS AZM BEF BGL BRC BYR CSD CSK CYP DDM DEM ECS EEK ESP FIM FRF GHC GRD HRK
    IEP ITL LTL LUF LVL MGF MLF MRO MTL MXP MZM NLG PLZ PTE ROL RUR SDD SIT SKK SLL SRG STD SUR TRL
    UAK VEB VEF XEU YUD YUM YUN ZAL ZMK ZRN ZWD
    """.split()
)


def is_code(text: str) -> bool:
    """Return whether a text is the code of a currency, in capital letters.

    Example:
        >>> is_code("EUR"), is_code("eur"), is_code("$")
        (True, False, False)
    """
    return text in IN_USE or text in FORMER


def advice_on(text: str) -> str:
    """Return what to write in place of a currency that is no code; "" where it is one.

    Example:
        >>> advice_on(" usd")
        'write USD'
    """
    written = text.strip()
    if is_code(written):
        return ""
    capital = written.upper()
    return f"write {capital}" if is_code(capital) else "write its code, such as EUR, USD or CHF"
