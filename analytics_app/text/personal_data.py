"""Personal data and names in a text: numbers, addresses and e-mail become tokens that keep their kind.

Masking runs on every text before it is stored, so a text without digits or "@" must cost next to nothing:
each costly pattern stands behind a cheap one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from analytics_app.text.taxonomy.classes import phrases

NIK, FAMILY_CARD, PHONE, EMAIL = "[NIK]", "[KK]", "[TELP]", "[EMAIL]"
PLATE, ADDRESS, BANK_ACCOUNT, PUPIL = "[PLAT]", "[ALAMAT]", "[REKENING]", "[NISN]"

_LOCAL = r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]++"
_PROVIDERS = "gmail|gmai|yahoo|ymail|hotmail|outlook|rocketmail|icloud"
_EMAIL = re.compile(
    rf"{_LOCAL}(?:@(?:[A-Za-z0-9\-]++\.)+[A-Za-z]{{2,}}+"
    rf"|@(?:{_PROVIDERS})\b|[ ]?@[ ]?(?:{_PROVIDERS})\.(?:com|co\.id|co|id)\b)"
)
# Written so that machines do not read it: "nama(at)gmail(dot)com", "nama at gmail dot com".
_AT_SIGN = r"(?:[ ]?[(\[{][ ]?(?:at|et|@)[ ]?[)\]}][ ]?|[ ](?:at|et)[ ])"
_DOT = r"(?:[ ]?[(\[{][ ]?(?:dot|titik|\.)[ ]?[)\]}][ ]?|[ ](?:dot|titik)[ ]|[.,])"
_SPELT_EMAIL = re.compile(
    rf"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]+{_AT_SIGN}[A-Za-z0-9\-]+(?:{_DOT}[A-Za-z0-9\-]+)*?"
    rf"{_DOT}(?:com|net|org|id|co)\b",
    re.IGNORECASE,
)
# What every e-mail has and few mentions: something that could be a name right before "@".
_MAYBE_EMAIL = re.compile(rf"@(?:(?<=[A-Za-z0-9._%+\-]@)|(?<=[A-Za-z0-9._%+\-][ ]@)[ ]?(?:{_PROVIDERS}))")

# Eight digits that stand close together: below that nothing here is personal data.
_MANY_DIGITS = re.compile(r"[0-9](?:[ .()\-]{0,4}[0-9]){7}")
_S = r"[ .\-]?"
_GAP = r"[ .\-]{0,3}"
# NIK and KK: province, regency, district, day (women + 40), month, year, serial. Contiguous digits are masked
# whatever they say; with separators the structure must hold, or lists of years would be taken for them.
_PROVINCE = rf"(?:1{_S}[1-9]|2{_S}1|3{_S}[1-6]|5{_S}[1-3]|6{_S}[1-5]|7{_S}[1-6]|8{_S}[12]|9{_S}[1-7])"
_DAY = rf"(?:[04]{_S}[1-9]|[1256]{_S}[0-9]|[37]{_S}[01])"
_MONTH = rf"(?:0{_S}[1-9]|1{_S}[0-2])"
_GROUPED_NIK = rf"{_PROVINCE}(?:{_S}[0-9]){{4}}{_S}{_DAY}{_S}{_MONTH}(?:{_S}[0-9]){{6}}"
_PHONES = "|".join(
    (
        rf"(?:\+[ ]?|00)62{_GAP}\(?0?\)?{_GAP}(?:\([0-9]{{2,4}}\){_GAP})?[0-9](?:{_GAP}[0-9]){{6,11}}",
        rf"\(?0[ ]?8[1-9][0-9]\)?(?:{_GAP}[0-9]){{6,9}}",
        rf"08[1-9]{_GAP}[0-9](?:{_GAP}[0-9]){{6,8}}",
        r"0(?P<apart>[ .\-])8(?:(?P=apart)[0-9]){8,11}",
        r"62[ \-]?8[1-9][0-9](?:[ \-]{0,3}[0-9]){5,9}",
        rf"\(0[2-9][0-9]{{1,2}}\){_GAP}[0-9](?:{_S}[0-9]){{4,8}}",
        rf"0[2-79][1-9][0-9]?[ ]?[\-/ .][ ]?[0-9](?:{_S}[0-9]){{4,7}}",
        r"0[2-79][1-9][0-9]{6,8}",
        r"\+[1-9][0-9]{0,2}[ \-]?[0-9](?:[ \-]?[0-9]){6,11}",
    )
)
_NUMBER = re.compile(
    rf"(?:(?<![0-9])|(?=[+(]))(?:(?P<phone>{_PHONES})"
    rf"|(?<!\b0[.,])(?:(?P<nik>[0-9]{{16}})|(?<![0-9][.\-])(?P<grouped>{_GROUPED_NIK})(?![.\-][0-9])))(?![0-9])"
)
# A number of another kind with as many digits: left where it is called so and could be nobody's NIK.
_SHAPED_LIKE_NIK = re.compile(_GROUPED_NIK)
_OTHER_CODE = re.compile(
    r"\b(?:tiket|ticket|order|orderan|pesanan|invoice|inv|resi|booking|kode ?bayar|kode ?billing|id ?billing|billing|"
    r"virtual ?account|va|transaksi|trx|ref|referensi|permohonan|registrasi|pendaftaran|tracking|tracking ?id|laporan|"
    r"aduan|kode|imei|id ?pel|id ?pelanggan|npwp|nop)\b[^0-9\n]{0,12}\Z",
    re.IGNORECASE,
)
# Miscounted or oddly grouped, but called a NIK: somebody meant one.
_NAMED_NIK = re.compile(
    r"(?P<name>\b(?:no(?:mor|\.)?[ ]?)?(?:nik|n\.i\.k)\b[^0-9\n]{0,15})"
    r"[0-9](?:[ .\-]{0,2}[0-9]){12,17}(?![0-9])",
    re.IGNORECASE,
)
# "wa 8123…": the nought is left out where it is said what the number is.
_NAMED_PHONE = re.compile(
    r"(?P<name>\b(?:wa|w\.a|whatsapp|hp|no ?hp|telp|tlp|telepon|telpon|nomor|nomer|cp|hubungi|sms|call)\b\W{0,3})"
    r"(?:8[1-9][0-9](?:[ .\-]{0,2}[0-9]){6,9})(?![0-9])",
    re.IGNORECASE,
)
_URL_PREFIX = re.compile(r"://|(?:^|\W)www\.|[a-z0-9]\.[a-z]{2,}/", re.IGNORECASE)
_URL_PHONE_PREFIX = re.compile(r"(?:wa\.me/|t\.me/|tel:|(?:phone|telp|tel|hp|wa)[=:])\Z", re.IGNORECASE)
_URL_NIK_PREFIX = re.compile(r"(?:nik|kk|ktp)=\Z", re.IGNORECASE)
# Capitals glued to a number make it a ticket or an invoice number, unless they say what the number is.
_GLUED_CAPITALS = re.compile(r"[A-Z]+\Z")
_GLUED_WORD = re.compile(r"([A-Za-z]+)_\Z")
_NUMBER_WORDS = frozenset(
    phrases(
        "nik, kk, ktp, nokk, nonik, no, nomor, nomer, nmr, wa, nowa, whatsapp, hp, nohp, telp, tlp, tlpn, "
        "telpon, telepon, cp, call, sms"
    )
)
_DATE_GROUPS = ((2, 2, 4), (4, 2, 2))
# What a number of sixteen digits is called just before it.
_FAMILY_CARD_NAMED = re.compile(
    r"(?:\bkk|kartu keluarga|nokk)\W{0,3}(?:(?:no|nomor|nya|saya|ini|baru|lama)\W{0,3}){0,3}\Z", re.IGNORECASE
)
_NAMED_ACCOUNT = re.compile(
    r"(?P<name>\b(?:no(?:mor|\.)?[ ]?rek(?:ening)?(?:nya|ku|e)?|norek|rek(?:ening)?(?:nya|ku|e)?|"
    r"bca|bri|bni|bsi|btn|mandiri|bjb|bank jateng|bank jatim|"
    r"cimb(?: niaga)?|danamon|permata)\b[^0-9\n]{0,25}?)(?P<number>[0-9](?:[ .\-]?[0-9]){9,15})(?![0-9])",
    re.IGNORECASE,
)
# Between a bank's name and a number: this says that the number is something else.
_OTHER_NUMBER = re.compile(
    r"\b(?:rp|idr|sebesar|senilai|hp|wa|telp|telepon|nik|kk|ktp|tiket|nopol|id)\b", re.IGNORECASE
)
_PUPIL = re.compile(r"(\bnisn\b[^0-9\n]{0,12})[0-9]{10}(?![0-9])", re.IGNORECASE)
_DIGIT = re.compile(r"[0-9]")
# A house: street or estate, its name, and a number; a street alone is where a lamp is out, and stays.
_STREET = (
    r"\b(?:jl|jln|jalan|gg|gang|lorong|lrg|perum|perumahan|perumnas|komplek|kompleks|komp|btn|griya|cluster|"
    r"apartemen|rusun|dusun|dsn)\b[. ]{1,2}(?!(?:nasional|provinsi|kabupaten|tol|raya no)\b)"
)
_IN_NAME = (  # a word, or a number that belongs to the name: Gang 3, KM 5,6
    r"(?:(?:gg|gang|lorong|lrg|km)\b[. ]{0,2}[0-9]{1,3}(?:[.,][0-9])?|"
    r"[0-9]{1,3}[A-Za-z]?(?=[ ,]{1,2}(?:no|blok|gg|gang|kav))|"
    r"(?!\b(?:no|nomor|nomer|nmr|blok|kav|kavling)\b)[A-Za-z'./]+)[ ,]{1,2}"
)
_OF_HOUSE = r"(?:no|nomor|nomer|nmr|kav|kavling)\b[. :]{0,2}[0-9]{1,4}[A-Za-z]?\b(?:[/\-][0-9A-Za-z]{1,4}\b)?"
_BLOCK = (
    r"blok\b[. :]{0,2}(?:[A-Za-z]{1,2}[0-9]{0,2}[ ]?[ \-./][ ]?[0-9]{1,3}[A-Za-z]?\b|[A-Za-z]{1,2}[0-9]{1,3}\b|"
    r"(?:[A-Za-z]{1,2}|[0-9]{1,3})(?=[ ,]{1,2}no))(?:[ ,]{1,2}no(?:mor)?\b[. :]{0,2}[0-9]{1,4}[A-Za-z]?\b)?"
)
_NEIGHBOURS = r"\brt\b[. ]{0,2}[0-9]{1,3}(?:[ ,/]{0,3}rw\b[. ]{0,2}|[ ]?/[ ]?)[0-9]{1,3}\b"
_HOUSE = re.compile(
    rf"{_STREET}(?:{_IN_NAME}){{1,6}}?(?:{_OF_HOUSE}|{_BLOCK})(?:[ ,]{{1,2}}{_NEIGHBOURS})?"
    r"|\b(?:lorong|lrg|gang|gg)\b[. ]{1,2}[0-9]{1,3}[ ,]{1,2}no(?:mor)?\b[. ]{0,2}[0-9]{1,4}[A-Za-z]?\b"
    rf"|\b{_BLOCK}(?<=[0-9A-Za-z])(?<!blok [A-Za-z])",
    re.IGNORECASE,
)
# Where somebody says that they live there, a street with a bare number is a house, and so is a hamlet with RT and RW.
_HOME = (
    r"\b(?:alamat(?:nya|ku|e)?|almt|domisili|tempat tinggal|tinggal di|bumi abdi|omah(?:ku|e)|griya kulo|"
    r"(?:rumah|rmh)(?:ku|nya|[ ](?:saya|sy|aku|gw|kami|ibu|nenek|ambo|kulo|orang tua|ortu)))\b"
    r"(?:[ :,.]{1,3}(?:rumah|lengkap|saya|sy|aku|ku|kami|ktp|kulo|abdi|ambo|kos|penerima|pelapor|di|ada|nya|sesuai|"
    r"asal|tinggal)\b){0,4}[ :,.]{1,3}"
)
_STREET_WORD = r"(?!(?:ada|sudah|udah|selama|sekitar|namanya|yang|yg|jam|tgl|tanggal|ke)\b)[A-Za-z']+[./]?[ ]"
_COUNTED = (
    r"(?![ ]?(?:arah|hari|jam|km|m|meter|titik|bulan|tahun|minggu|kali|x|orang|unit|rumah|taman|pohon)\b)"
)
_BARE_NUMBER = (
    rf"{_STREET}(?:{_STREET_WORD}){{1,4}}?[0-9]{{1,4}}[A-Za-z]?\b"
    rf"(?:[ ]?/[ ]?[0-9]{{1,4}}[A-Za-z]?\b)?{_COUNTED}"
)
_NAMED_HOME = re.compile(
    rf"(?P<name>{_HOME})(?:"
    rf"(?:[A-Za-z'./]+[ ,]{{1,2}}){{0,6}}?{_NEIGHBOURS}(?:[ ,]{{1,2}}{_OF_HOUSE})?"
    rf"|{_BARE_NUMBER}(?:[ ,]{{1,2}}(?:{_OF_HOUSE}|{_BLOCK}))?"
    rf"|(?:[A-Za-z'./]+[ ,]{{1,2}}){{1,5}}?{_BLOCK})",
    re.IGNORECASE,
)
_PLATE_AREA = r"(?:A[ABDEG]|B[ABDEGHKLMNP]|D[ABCDEGHKLMNPRSTW]|E[ABD]|K[BHTU]|P[ABGY]|[ABDEFGHKLMNPRSTWZ])"
_NO_SUFFIX = (
    r"(?!(?:M|KM|KG|CM|MM|L|HA|RB|JT|K|RT|RW|DAN|DI|KE|DARI|THN|HR|JAM|WIB|WITA|WIT|VA|W|KWH|PCS|ORG|KK)\b)"
)
_PLATE = re.compile(
    rf"(?<![A-Za-z0-9#/\-]){_PLATE_AREA}[ \-]?[1-9][0-9]{{2,3}}[ \-]?{_NO_SUFFIX}[A-Z]{{1,3}}(?![A-Za-z0-9])"
)
# Cheap: each begins with a set of letters, which the search runs through fast.
_HOUSE_NUMBER = re.compile(
    r"[nN][oOmM][mM]?[oOeErR]?[rR]?[. :]{0,3}[0-9]|[bB][lL][oO][kK][. :]|[kK]av(?:ling)?[. ]"
)
_PLATE_SHAPE = re.compile(r"[A-Z][ \-]?[1-9][0-9]{2,3}[ \-]?[A-Z]")
_PLATE_WORD = re.compile(r"[pP](?:[eE]?[lL][aA][tT]|[oO][lL])[^0-9\n]{0,20}[0-9]")
_SMALL_PLATE_SHAPE = re.compile(r"[1-9][0-9]{2,3}[ \-]?[a-z]{2,3}\b")
_NAMED_PLATE = re.compile(
    r"(?P<name>\b(?:pe?lat(?:nya)?|nopol(?:nya)?|no(?:mor|\.)?[ ]?pol(?:isi)?)\b\W{0,3}"
    r"(?:(?:nomor|nomer|no|nya|e|kendaraan|motor|mobil|saya|sy|kuning|putih|hitam)\W{1,3}){0,3})"
    rf"{_PLATE_AREA}[ \-]?[1-9][0-9]{{0,3}}[ \-]?[A-Z]{{1,3}}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_VEHICLE_PLATE = re.compile(  # in small letters only beside what carries one
    r"(?P<name>\b(?:motor|mobil|truk|truck|angkot|bus|bis|taksi|ojol|pickup|minibus|kendaraan|avanza|xenia|innova|"
    r"vario|beat|scoopy|nmax|mio|supra)\b[^0-9\n]{0,20}?\b)"
    rf"{_PLATE_AREA}[ \-]?[1-9][0-9]{{2,3}}[ \-]?(?!(?:cc|km|rb|jt|kg|hp)\b){_NO_SUFFIX}[A-Z]{{2,3}}(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_FOREIGN_DIGIT = re.compile(r"(?![0-9])\d")
# Between digits: what is not seen, and the dashes and blanks that telephones write by themselves.
_BETWEEN_DIGITS = re.compile(
    r"(?<=[\d+)])[\u00a0\u00ad\u2000-\u2015\u202a-\u202f\u2060-\u2064\u2212\ufeff]+(?=[\d(])"
)
_ODD_SEPARATOR = re.compile(r"[\u00a0\u00ad\u2000-\u2015\u202a-\u202f\u2060-\u2064\u2212\ufeff](?=[0-9(])")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_BLANKS = re.compile(r"[\u00a0\u2000-\u200a\u202f]")

_HANDLE = r"[A-Za-z0-9_](?:[A-Za-z0-9_.]*[A-Za-z0-9_])?"
# After a letter "@" is part of an e-mail, after a slash of an address. It stands first: that is what is searched for.
_AT = r"@(?<![A-Za-z0-9_@/]@)"
_MENTION = re.compile(rf"{_AT}({_HANDLE})")
_PLAIN_MENTION = re.compile(rf"{_AT}([A-Za-z0-9_]+)")
_LEADING = re.compile(rf"[\s.,:]*(?:@{_HANDLE}[\s.,:]*)+")
_PROFILE_LINK = re.compile(
    r"((?:twitter\.com|(?<![\w.\-])x\.com|tiktok\.com|instagram\.com|youtube\.com|threads\.net|facebook\.com)/@?)"
    r"(?!(?:i|p|reel|reels|tv|hashtag|search|explore|home|intent|share|watch|stories|status|channel|shorts|playlist|posts|photo|groups|events|pages)\b)"
    rf"({_HANDLE})(?=[/?\s]|$)",
    re.IGNORECASE,
)


def mask(text: str) -> str:
    """The text with personal data replaced by what they are: [NIK], [KK], [TELP], [EMAIL], [PLAT], [ALAMAT] …

    Amounts, dates, ticket numbers, streets without a house and the ids in web addresses stay; a masked text comes
    back unchanged.
    """
    if "@" in text and _MAYBE_EMAIL.search(text):
        text = _EMAIL.sub(EMAIL, text)
    if "(at)" in text or "[at]" in text or " at " in text or "[@]" in text or "(@)" in text:
        text = _SPELT_EMAIL.sub(EMAIL, text)
    if not text.isascii() and (_FOREIGN_DIGIT.search(text) or _ODD_SEPARATOR.search(text)):
        plain = _BETWEEN_DIGITS.sub(_plain_separator, _FOREIGN_DIGIT.sub(_plain_digit, text))
        if plain != text:
            masked = mask(plain)
            return text if masked == plain else masked
    if _DIGIT.search(text) is None:
        return text
    if _MANY_DIGITS.search(text):
        text = _PUPIL.sub(rf"\1{PUPIL}", text)
        text = _NAMED_ACCOUNT.sub(_mask_account, text)
        text = _NUMBER.sub(_mask_number, text)
        text = _NAMED_NIK.sub(rf"\g<name>{NIK}", text)
        text = _NAMED_PHONE.sub(rf"\g<name>{PHONE}", text)
    if _HOUSE_NUMBER.search(text):
        text = _HOUSE.sub(ADDRESS, text)
    if _says_home(text.lower()):
        text = _NAMED_HOME.sub(rf"\g<name>{ADDRESS}", text)
    if _PLATE_WORD.search(text):
        text = _NAMED_PLATE.sub(rf"\g<name>{PLATE}", text)
    if _SMALL_PLATE_SHAPE.search(text):
        text = _VEHICLE_PLATE.sub(rf"\g<name>{PLATE}", text)
    if _PLATE_SHAPE.search(text):
        text = _PLATE.sub(PLATE, text)
    return text


def _says_home(lower: str) -> bool:
    """Whether one of the words of ``_HOME`` may stand in a text; beside a digit they are not many."""
    return (
        "alam" in lower or "rumah" in lower or "rmh" in lower or "tinggal" in lower or "domisili" in lower
        or "almt" in lower or "bumi" in lower or "omah" in lower or "griya" in lower
    )  # fmt: skip


def _plain_digit(hit: re.Match[str]) -> str:
    return str(unicodedata.digit(hit[0]))


def _plain_separator(hit: re.Match[str]) -> str:
    if _DASHES.search(hit[0]):
        return "-"
    return " " if _BLANKS.search(hit[0]) else ""


def _mask_account(hit: re.Match[str]) -> str:
    name, number = hit["name"], hit["number"]
    is_other = _OTHER_NUMBER.search(name) is not None
    return hit[0] if is_other or _is_dates(number) else f"{name}{BANK_ACCOUNT}"


def _mask_number(hit: re.Match[str]) -> str:
    before = hit.string[max(0, hit.start() - 200) : hit.start()]
    token = before[before.rfind(" ") + 1 :]
    is_phone = hit["phone"] is not None
    if not _is_personal(before, token, is_phone) or (hit["grouped"] and _is_dates(hit["grouped"])):
        return hit[0]
    if is_phone:
        return PHONE
    if hit["nik"] and not _SHAPED_LIKE_NIK.fullmatch(hit["nik"]) and _OTHER_CODE.search(before):
        return hit[0]
    return FAMILY_CARD if _FAMILY_CARD_NAMED.search(before) else NIK


def _is_personal(before: str, token: str, is_phone: bool) -> bool:
    """Whether a number of the right shape is one, judged by what stands before it."""
    if _URL_PREFIX.search(token):
        prefix = _URL_PHONE_PREFIX if is_phone else _URL_NIK_PREFIX
        return prefix.search(token) is not None
    if (glued := _GLUED_WORD.search(token)) and glued[1].lower() in _NUMBER_WORDS:
        return True
    if token.endswith(("#", "_")) or before.rstrip(" .").lower().endswith(("rp", "idr")):
        return False
    glued = _GLUED_CAPITALS.search(token)
    return glued is None or glued[0].lower() in _NUMBER_WORDS


def _is_dates(digits: str) -> bool:
    """Whether the groups of a separated number are a date's (21-10-2025, 2025-10-21, 3374-20251021-0001)."""
    groups = re.split(r"\D", digits)
    has_day = any(len(group) == 8 and group.startswith("20") for group in groups)
    return has_day or tuple(len(group) for group in groups[:3]) in _DATE_GROUPS


_CHILD = re.compile(
    r"\b(?:anak(?:ku|nya)?|putr[ai](?:ku|nya)?|adik|bayi|balita|siswa|murid|cucu)\b[^.!?\n]{0,60}"
    r"(?:\[(?:NIK|KK|NISN)\]|\b(?:nama(?:nya)?|bernama|lahir|tgl lahir|umur|usia|kelas)\b)"
    r"|\b(?:nama|nik|nisn|akta lahir|tanggal lahir)\b[^.!?\n]{0,30}\b(?:anak|putr[ai]|bayi|balita|siswa|murid)\b",
    re.IGNORECASE,
)
_HOUSEHOLD = re.compile(
    r"\[KK\]|\b(?:nama|data|nik)\s+(?:anggota keluarga|istri|suami|kepala keluarga)\b"
    r"|\b(?:istri|suami|ibu|ayah|bapak)\b[^.!?\n]{0,40}\[NIK\]",
    re.IGNORECASE,
)
# Of somebody: "layanan TBC di puskesmas" tells of nobody's health, "ibu saya TBC" does.
_PERSON = (
    r"\b(?:saya|aku|gue|gw|kami|"
    r"(?:istri|suami|ibu|ayah|bapak|anak|adik|kakak|nenek|kakek|mertua|orang tua|ortu|keluarga)"
    r"(?:ku|nya| saya| aku| kami| gue| gw))\b"
)
_ILLNESS = (
    r"\b(?:hiv|aids|tbc?|kanker|tumor|stroke|diabetes|jantung|ginjal|cuci darah|epilepsi|skizofrenia|depresi|"
    r"gangguan jiwa|odgj|autis|hamil|keguguran|melahirkan|lumpuh|dbd|demam berdarah|hepatitis|rawat inap|dirawat|"
    r"opname|operasi|positif covid|disabilitas|difabel)\b"
)
_HEALTH = re.compile(
    rf"{_PERSON}[^.!?\n]{{0,40}}{_ILLNESS}|{_ILLNESS}[^.!?\n]{{0,25}}{_PERSON}"
    r"|\b(?:rekam medis|diagnosis|diagnosa|hasil lab)(?:ku| saya| ibu| ayah| bapak| anak| istri| suami)\b",
    re.IGNORECASE,
)
_MONEY = r"\b(?:gaji|upah|penghasilan|utang|hutang|pinjaman|pinjol|cicilan|angsuran|saldo|rekening|tabungan)"
_FINANCIAL = re.compile(
    rf"\[REKENING\]|{_MONEY}(?:ku|\s+{_PERSON})|{_PERSON}\s+(?:punya\s+)?{_MONEY}\b", re.IGNORECASE
)
CHILD_DATA, HOUSEHOLD_DATA, HEALTH_DATA, FINANCIAL_DATA = "anak", "rumah_tangga", "kesehatan", "keuangan"
_SENSITIVE = {
    CHILD_DATA: re.compile(rf"{re.escape(PUPIL)}|{_CHILD.pattern}", re.IGNORECASE),
    HOUSEHOLD_DATA: _HOUSEHOLD,
    HEALTH_DATA: _HEALTH,
    FINANCIAL_DATA: _FINANCIAL,
}


def sensitive_groups(masked: str) -> frozenset[str]:
    """Whose specific data (UU 27/2022, section 4) a masked text tells: of a child, a household, health, money.

    Such texts are shown to those who serve the citizen alone, and say so there.
    """
    return frozenset(group for group, pattern in _SENSITIVE.items() if pattern.search(masked))


def find_mentions(text: str, *, dotted: bool = True) -> list[str]:
    """The handles a text mentions, in order, without "@", in lower case; parts of e-mail addresses are none.

    ``dotted=False`` ends a handle at a full stop, as X does; elsewhere handles may hold one.
    """
    if "@" not in text:
        return []
    pattern = _MENTION if dotted else _PLAIN_MENTION
    return [handle.lower() for handle in pattern.findall(text)]


def leading_mentions(text: str, *, dotted: bool = True) -> list[str]:
    """The handles that stand before the first other word."""
    if "@" not in text:
        return []
    lead = _LEADING.match(text)
    return find_mentions(lead[0], dotted=dotted) if lead else []


def replace_mentions(text: str, replace: Callable[[str], str], *, dotted: bool = True) -> str:
    """The text with the name after each "@", and in links to profiles, replaced by ``replace(handle)``.

    ``replace`` receives the handle in lower case; a handle that it returns unchanged keeps its spelling.
    """
    return replace_and_find(text, replace, dotted=dotted)[0]


def replace_and_find(
    text: str, replace: Callable[[str], str], *, dotted: bool = True
) -> tuple[str, list[str]]:
    """What ``replace_mentions`` and, of the text before it, ``find_mentions`` give, in one pass."""
    found: list[str] = []

    def swap(handle: str) -> str:
        lower = handle.lower()
        new = replace(lower)
        return handle if new == lower else new

    if "@" in text:
        parts = (_MENTION if dotted else _PLAIN_MENTION).split(text)  # what lies between, handle, …
        handles = parts[1::2]
        found = [handle.lower() for handle in handles]
        parts[1::2] = ["@" + swap(handle) for handle in handles]
        text = "".join(parts)
    if "://" in text or ".com/" in text:
        text = _PROFILE_LINK.sub(lambda hit: hit[1] + swap(hit[2]), text)
    return text, found
