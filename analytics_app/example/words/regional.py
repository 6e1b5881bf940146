"""A few words of the languages people mix into their Indonesian, by province."""

from __future__ import annotations

from dataclasses import dataclass

from analytics_app.example.words.phrases import lines


@dataclass(frozen=True)
class Tongue:
    """How people of a province open, close and thank; ``whole`` are sentences of their own."""

    openers: tuple[str, ...]
    closers: tuple[str, ...]
    thanks: tuple[str, ...]
    whole: tuple[str, ...] = ()


PLAIN = Tongue(
    (
        "Min",
        "Admin",
        "Halo min",
        "Permisi",
        "Mohon maaf min",
        "Izin",
        "Maaf mau",
        "Selamat siang",
        "Kak admin",
    ),
    (
        "ya",
        "dong",
        "nih",
        "min",
        "pak",
        "bu",
        "tolong dicek",
        "makasih",
        "kasihan warga",
        "gimana ini",
        "kok gitu",
    ),
    ("makasih min", "terima kasih banyak", "siap, makasih infonya", "oke noted min", "nuhun, sudah jelas"),
)
JAWA = Tongue(
    ("Nyuwun sewu min", "Min", "Ngapunten", "Lur admin", "Halo min", "Kulo nuwun", "Pak admin"),
    ("nggih", "piye iki", "to", "lho min", "kok ngene yo", "ya min", "monggo dicek", "suwun"),
    ("matur nuwun min", "suwun infone", "nggih, matur nuwun", "siap min, matur suwun", "makasih ya"),
    lines(
        """
        Dalane {jalan} bolong kabeh min, ora ono sing ndandani
        Banyu PDAM mati {sejak}, arep adus wae angel
        Nyuwun pirsa, ngurus {layanan} saiki syarate nopo mawon nggih?
        Lampu dalan neng {kampung} mati {sejak}, peteng ndhedhet min
        Sampah {kampung} wis numpuk {sejak}, mambune ora karuan
        """
    ),
)
SUNDA = Tongue(
    ("Punten min", "Min", "Sampurasun", "Halo min", "Kang admin", "Teh admin"),
    ("atuh", "kumaha ieu", "nya min", "euy", "tulung atuh", "ya min", "hapunten"),
    ("hatur nuhun min", "nuhun pisan", "oke, nuhun infona", "siap, hatur nuhun", "makasih ya"),
    lines(
        """
        Min, jalan {jalan} teh ruksak {sejak}, iraha didangdosanana?
        Punten, upami bade ngadamel {layanan} saratna naon wae?
        Cai PDAM di {kampung} teu ngocor {sejak}, kumaha atuh min
        Runtah di {kampung} teu acan diangkut {sejak}, bau pisan
        """
    ),
)
BETAWI = Tongue(
    ("Bang admin", "Min", "Woy min", "Halo min", "Mpok admin", "Permisi"),
    ("dah", "nih bang", "dong min", "gimana sih", "kagak beres beres", "ya min"),
    ("makasih bang", "oke sip min", "thanks infonya", "mantap, makasih", "terima kasih ya"),
    lines(
        """
        Bang, got di {kampung} mampet {sejak}, ujan dikit udah banjir aje
        Parkiran liar {jalan} kagak ada yang nertibin ya min?
        Ngurus {layanan} disuruh bolak balik mulu, capek dah
        """
    ),
)
MINANG = Tongue(
    ("Min", "Uda admin", "Uni admin", "Maaf min", "Assalamualaikum min"),
    ("ba a ko", "yo min", "lah lamo ko", "tolong lah", "ya da"),
    ("tarimo kasih min", "mokasih da", "makasih uni", "jaleh min, tarimo kasih"),
    lines(
        """
        Da, aia PDAM di {kampung} mati {sejak}, ba a ko min?
        Jalan {jalan} lah banyak lubang, alun juo dipelok i
        """
    ),
)
BATAK = Tongue(
    ("Bah min", "Min", "Horas min", "Lae admin", "Ito admin"),
    ("lah min", "cemana ini", "kurasa", "bah", "tolonglah"),
    ("mauliate min", "makasih lae", "makasih ya ito", "oke lae"),
    lines(
        """
        Cemana ini min, jalan {jalan} makin parah aja kutengok
        Lae, lampu jalan di {kampung} mati semua, gelap kali
        """
    ),
)
MELAYU = Tongue(
    ("Min", "Bang admin", "Assalamualaikum", "Maaf min", "Kak"),
    ("lah min", "macam mana ni", "ye", "tolong ye", "dak ado kabar"),
    ("terima kasih min", "mokaseh min", "makasih bang", "oke bang"),
    lines(
        """
        Macam mana ni min, aek PDAM di {kampung} keruh {sejak}
        Ngurus {layanan} lamo nian, lah {angka} kali bolak balik
        """
    ),
)
BALI = Tongue(
    ("Om Swastyastu min", "Min", "Bli admin", "Mbok admin"),
    ("nggih", "ngiring dicek", "ampura", "ya min"),
    ("suksma min", "matur suksma", "suksma infone", "makasih bli"),
    lines(
        """
        Bli, lampu ring {jalan} padem {sejak}, peteng pisan
        Ampura, tiyang jagi ngurus {layanan}, napi kemanten syaratne?
        """
    ),
)
BANJAR = Tongue(
    ("Min", "Ding admin", "Ui min", "Maaf lah min"),
    ("lah", "kayapa nih", "kada bisa kah", "tolong lah min"),
    ("makasih lah min", "tarima kasih", "siap, makasih pian", "hantap min"),
    lines(
        """
        Kayapa nih min, banyu ledeng di {kampung} kada jalan {sejak}
        Ulun handak baulah {layanan}, apa haja syaratnya?
        """
    ),
)
BUGIS = Tongue(
    ("Tabe min", "Min", "Daeng admin", "Halo min"),
    ("ki", "mi ini", "kodong", "tawwa", "di"),
    ("makasih min", "tabe, terima kasih", "kurru sumange min", "iye, makasih"),
    lines(
        """
        Tabe, air PDAM di {kampung} mati mi {sejak}, bagaimana mi ini
        Lama sekali mi pengurusan {layanan} ta di {dinas} kodong
        Banyak sekali sampah di {jalan}, nda diangkut angkut
        """
    ),
)
TIMUR = Tongue(
    ("Kaka admin", "Min", "Shalom min", "Selamat pagi kaka", "Admin dong"),
    ("kaka", "to", "boleh kah", "tolong dulu", "su lama ini"),
    ("makasih kaka", "danke min", "makasih banyak kaka", "oke kaka su jelas"),
    lines(
        """
        Kaka, jalan di {kampung} rusak su lama, kapan dong perbaiki?
        Air tra jalan {sejak} di {kampung}, tong mo mandi saja susah
        Sa mo urus {layanan} di {dinas}, dong bilang tunggu trus
        Beta su {angka} kali ke {dinas}, jaringan gangguan trus
        """
    ),
)
_BY_PREFIX = {
    "31": BETAWI,
    "32": SUNDA,
    "36": SUNDA,
    "33": JAWA,
    "34": JAWA,
    "35": JAWA,
    "12": BATAK,
    "13": MINANG,
    "51": BALI,
    **dict.fromkeys(("11", "14", "15", "16", "17", "18", "19", "21", "61"), MELAYU),
    **dict.fromkeys(("62", "63", "64", "65"), BANJAR),
    **dict.fromkeys(("72", "73", "74", "76"), BUGIS),
    **dict.fromkeys(("53", "71", "75", "81", "82", "91", "92", "93", "94", "95", "96", "97"), TIMUR),
}
_ALL = (PLAIN, *_BY_PREFIX.values())
#: Each once.
TONGUES = tuple(tongue for n, tongue in enumerate(_ALL) if tongue not in _ALL[:n])


def tongue_of(region_code: str) -> Tongue:
    """The words of a region's province; plain Indonesian where none are listed."""
    return _BY_PREFIX.get(region_code[:2], PLAIN)
