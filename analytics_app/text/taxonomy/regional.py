"""Function words of regional languages and further informal writing, as standard Indonesian; for matching only.

Listed are words that decide what a message wants (not, already, when, how, please …) and that mean nothing else in
Indonesian: Minangkabau "bara" (how much) is ember, "alun" (not yet) is a square, Javanese "karo" (with) is a region.
"""

from collections.abc import Mapping


def _read(listed: str) -> dict[str, str]:
    """Lines of "standard: word, word"."""
    parts = (line.partition(": ") for line in listed.strip().splitlines())
    return {word: standard for standard, _, words in parts for word in words.split(", ")}


JAVANESE: Mapping[str, str] = _read(
    """
tidak: mboten, boten, orak, ra
belum: durung, dereng
sudah: wis, wes, sampun
bisa: iso, saged
apa: opo, nopo
bagaimana: piye, pripun, kepriye, kepiye
kenapa: ngopo, kenopo, geneyo
dimana: ngendi, nandi, endi
siapa: sopo, sinten
berapa: piro, pira, pinten
ini: iki, niki
itu: kuwi, kui, niku, iku
yang: sing, seng, ingkang
dengan: kaleh, kalih
untuk: kanggo, kangge, nggo
dari: seko, saking
saya: kulo, kula
kalau: yen, menawi
minta: njaluk, nyuwun
lama: suwe, dangu
jalan: dalan, ndalan, dalane
lagi: maneh, meneh, malih
saja: wae, mawon
terima kasih: suwun, matursuwun, maturnuwun
"""
)

SUNDANESE: Mapping[str, str] = _read(
    """
tidak: teu, henteu, moal
belum: acan, tacan, encan
sudah: enggeus, geus, parantos
bisa: tiasa
apa: naon
bagaimana: kumaha
kenapa: naha, kunaon
dimana: dimanten
siapa: saha
berapa: sabaraha
kapan: iraha
ini: ieu
itu: eta
dengan: jeung, sareng
saya: abdi, kuring
kalau: mun, lamun, upami
minta: nyuhunkeun
tolong: punten
lama: lila
banget: pisan
terima kasih: nuhun, haturnuhun
"""
)

MINANGKABAU: Mapping[str, str] = _read(
    """
tidak: indak
belum: balun
sudah: alah
apa: apo
bagaimana: baa, bagaimano
dimana: dima, dimano
siapa: siapo
kapan: bilo, pabilo
untuk: untuak
saya: ambo
lama: lamo
"""
)

BETAWI: Mapping[str, str] = _read(
    """
tidak: kaga
belum: belon
sudah: ude, udeh
apa: ape
bagaimana: pegimane, gimane
kenapa: kenape, ngape
dimana: dimane
siapa: siape
berapa: berape
yang: nyang
saya: gua, ane
dengan: ame
"""
)

INFORMAL: Mapping[str, str] = _read(
    """
tidak: gakk, nggk, kgk
malam: malem
dalam: dalem
datang: dateng
dapat: dapet
teman: temen
ingat: inget
malas: males
hancur: ancur
bagaimana: gmana, bgmna
kenapa: knpa
kapan: kpan
dimana: dmana
sudah: suda, sudh
belum: blom
tolong: tlng, tolng
mohon: mhon
terima kasih: makasi, mksih, mkasih, trimakasih, terimakasih, trmksh, tq, thanks
admin: atmin
jalan: jlan
yang: yng
karena: krna
saya: sya
"""
)

REGIONAL: Mapping[str, str] = {**JAVANESE, **SUNDANESE, **MINANGKABAU, **BETAWI, **INFORMAL}
