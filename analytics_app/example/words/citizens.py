"""What citizens write, by what they want."""

from __future__ import annotations

from enum import StrEnum
from random import Random

from analytics_app.example.words.phrases import fill, lines, pick
from analytics_app.example.words.regional import PLAIN, tongue_of


class Wish(StrEnum):
    """Why a citizen writes."""

    COMPLAINT = "complaint"
    MISCONDUCT = "misconduct"
    QUESTION = "question"
    STATUS = "status"
    REQUEST = "request"
    IDEA = "idea"
    CHECK = "check"
    GRUMBLE = "grumble"
    PRAISE = "praise"
    SPAM = "spam"
    GREETING = "greeting"


SENTENCES: dict[Wish, tuple[str, ...]] = {
    Wish.COMPLAINT: lines(
        """
        jalan {jalan} rusak parah, lubangnya dalam, {sejak} belum ada yang nambal
        lampu jalan di {kampung} mati {sejak}, kalau malam gelap banget
        PJU {jalan} mati total, rawan begal
        air PDAM {kampung} keruh {sejak}, gak bisa dipakai masak
        air mati {sejak} di {kampung}, ini gak ada pemberitahuan sama sekali
        sampah di {kampung} menumpuk {sejak} belum diangkut, baunya sampai rumah
        got mampet di {jalan}, tiap hujan airnya masuk rumah warga
        drainase {kampung} gak jalan, banjir terus tiap hujan setengah jam
        trotoar {jalan} dipakai jualan sama parkir, pejalan kaki turun ke jalan
        antri {layanan} dari jam 6 pagi, dipanggil jam 2 siang, sistemnya error katanya
        urus {layanan} di {dinas} dipersulit, disuruh bolak balik {angka} kali
        petugas {dinas} jutek banget, ditanya baik baik malah dibentak
        aplikasinya error terus, mau daftar {layanan} gagal mulu {sejak}
        website {dinas} gak bisa dibuka {sejak}
        nomor pengaduan {dinas} gak pernah diangkat, chat juga gak dibalas
        pohon di {jalan} sudah miring, takut tumbang kena kabel
        lampu merah {jalan} mati {sejak}, semrawut semua
        jembatan dekat {kampung} papannya bolong, anak sekolah lewat situ tiap hari
        tiang listrik di {kampung} miring {sejak}, sudah lapor belum ada yang datang
        truk tambang lewat {jalan} tiap malam, jalan hancur debunya masuk rumah
        galian kabel di {jalan} gak ditutup lagi, sudah ada yang jatuh
        pelayanan {dinas} lama banget, nunggu {angka} jam cuma buat tanda tangan
        obat di puskesmas {kampung} kosong {sejak}, disuruh beli sendiri
        ruang tunggu RSUD panas, AC mati {sejak}, kasihan yang sakit
        halte {jalan} atapnya bocor, hujan ya kehujanan juga
        pasar becek dan bau, {sejak} gak pernah dibersihkan
        bangunan liar di bantaran kali {kampung} makin banyak, banjir jadi langganan
        anjing liar banyak di {kampung}, kemarin anak tetangga digigit
        asap bakar sampah tiap sore di {kampung}, anak saya batuk terus
        bantuan di {kampung} gak merata, yang mampu malah dapat
        guru di SD {kampung} sering gak masuk, anak anak belajar sendiri
        kabel menjuntai di {jalan}, bahaya kalau kena orang
        jalan {kampung} belum pernah diaspal dari dulu, musim hujan kayak kubangan
        angkot ngetem sembarangan di {jalan}, macet {sejak}
        rumput lapangan dan taman di {jalan} gak terurus, lampunya juga mati
        KTP anak saya sudah {angka} bulan belum jadi, blangko kosong terus alasannya
        """
    ),
    Wish.MISCONDUCT: lines(
        """
        ada pungli di {dinas}, urus {layanan} diminta uang {jumlah} ribu
        parkir di {jalan} diminta uang dua kali lipat tanpa karcis, ini pungutan liar kan?
        calo {layanan} di depan {dinas} bebas banget, petugasnya diam saja
        bansos di {kampung} dipotong {jumlah} ribu, katanya buat administrasi. pungli ini
        dana desa {kampung} kok gak jelas, proyeknya fiktif ya?
        """
    ),
    Wish.QUESTION: lines(
        """
        mau tanya, syarat bikin {layanan} apa saja ya?
        kalau urus {layanan} hari {hari} buka gak?
        {dinas} buka jam berapa ya?
        {layanan} bisa diurus online gak? linknya apa
        biayanya berapa ya kalau urus {layanan}?
        gimana cara daftar {layanan}? saya sudah cari di web gak ketemu
        alamat {dinas} yang baru dimana ya?
        jadwal {layanan} keliling bulan {bulan} kapan ya?
        kalau KK hilang terus mau urus {layanan}, harus ke mana dulu?
        apakah {layanan} bisa diwakilkan?
        ada nomor wa {dinas} yang aktif gak?
        vaksin anak di puskesmas {kampung} hari apa saja?
        pendaftaran sekolah zona {kampung} kapan dibuka?
        mohon info lowongan yang kemarin diumumkan masih buka?
        pasar murah di {kampung} jadi tanggal {tanggal} kan?
        izin bertanya, CFD {jalan} minggu ini tetap ada?
        pemadaman air sampai jam berapa ya {kampung}?
        ini berlaku untuk warga luar daerah juga gak?
        beda syarat {layanan} sama yang tahun lalu apa ya?
        mau nanya dong, antrean {layanan} harus daftar dulu atau langsung datang?
        jam layanan {dinas} selama libur gimana?
        parkir acara tanggal {tanggal} dimana ya?
        kuota {layanan} masih ada gak ya?
        kalau NIK gak ditemukan waktu daftar {layanan} harus gimana?
        """
    ),
    Wish.STATUS: lines(
        """
        laporan saya {tiket} sudah sampai mana ya?
        pengajuan {layanan} saya {sejak} kapan selesai?
        tiket {tiket} statusnya masih diproses terus, kapan jadi?
        kemarin katanya mau dicek ke {kampung}, tindak lanjutnya gimana?
        bantuan yang dijanjikan kapan cair?
        {layanan} anak saya sudah jadi belum ya? daftar {sejak}
        perbaikan {jalan} yang katanya minggu lalu kapan diproses?
        berkas {layanan} saya di {dinas} sudah bisa diambil belum?
        mau cek status pengajuan {layanan}, caranya lewat mana?
        progresnya jembatan {kampung} sampai mana ya pak
        """
    ),
    Wish.REQUEST: lines(
        """
        saya mau urus {layanan} tapi rumah jauh, mohon dibantu
        minta tolong pohon di {jalan} dipangkas
        mau daftar {layanan} buat ibu saya yang sakit, bisa didatangi ke rumah?
        mohon dibantu penyemprotan nyamuk di {kampung}, sudah {angka} orang kena DB
        minta tolong air bersih untuk {kampung}, sumur kering {sejak}
        mau perpanjang {layanan}, tolong diarahkan
        kami warga {kampung} mengajukan permohonan lampu jalan
        minta surat pengantar buat {layanan}, bisa lewat online?
        mohon dibantu perbaikan posyandu {kampung}
        mau pindah domisili dari luar kota, minta diarahkan urutannya
        tolong dibuatkan polisi tidur di {jalan}, motor pada ngebut
        mau bikin {layanan} tapi kerja sampai sore, bisa hari {hari}?
        """
    ),
    Wish.IDEA: lines(
        """
        usul, antrean {layanan} dibuat online saja biar gak numpuk
        sebaiknya {jalan} dibuat satu arah pas jam pulang sekolah
        saran saja, jadwal {layanan} keliling ditempel juga di balai desa
        bagaimana kalau taman {kampung} dikasih tempat sampah pilah
        coba dibuat halte di {jalan}, banyak anak sekolah nunggu di situ
        alangkah baiknya {dinas} buka juga hari Sabtu
        masukan, infografisnya hurufnya dibesarkan, orang tua susah baca
        usulan warga {kampung}: bikin lapangan voli di tanah kosong itu
        harapannya bus sekolah masuk sampai {kampung}
        """
    ),
    Wish.CHECK: lines(
        """
        ini benar gak ada bantuan {jumlah} ribu lewat link? atau hoaks
        apakah benar {layanan} mulai bulan {bulan} bayar?
        ada yang ngaku petugas {dinas} minta data, penipuan kan?
        akun yang nawarin {layanan} cepat itu akun palsu ya?
        """
    ),
    Wish.GRUMBLE: lines(
        """
        foto foto terus, kerjanya kapan
        pencitraan mulu, {jalan} tuh dilihat
        percuma lapor juga, ujungnya gitu gitu aja
        janji manis tiap tahun, {kampung} tetap begini
        uang rakyat dipakai acara terus
        omdo
        """
    ),
    Wish.PRAISE: lines(
        """
        terima kasih, {jalan} sudah mulus lagi
        mantap, urus {layanan} sekarang cepat, sehari jadi
        pelayanan {dinas} ramah, makasih
        keren programnya, lanjutkan
        alhamdulillah lampu {kampung} sudah nyala
        bagus, anak saya kemarin ikut senang
        hebat {dinas}, cepat tanggap
        makasih infonya, sangat membantu
        sukses terus, semoga warga makin sejahtera
        top, tamannya jadi bersih
        good job {dinas}
        petugas yang ke {kampung} kemarin baik banget, terima kasih
        """
    ),
    Wish.SPAM: lines(
        """
        butuh dana cepat tanpa jaminan? cek bio ya kak
        slot gacor hari ini maxwin terus, klik link di bio
        jual follower aktif murah, wa kami sekarang
        promo diskon {jumlah} persen khusus hari ini, cek bio
        pinjaman online cair 5 menit tanpa ribet
        jasa follower bergaransi, wa kami
        """
    ),
    Wish.GREETING: lines(
        """
        selamat pagi semuanya
        hadir min
        nyimak
        assalamualaikum
        semangat min
        aamiin
        wkwk adminnya lucu
        halo dari {kampung}
        selamat ulang tahun untuk daerahku tercinta
        """
    ),
}
_SHARES: dict[Wish, float] = {
    Wish.COMPLAINT: 36,
    Wish.MISCONDUCT: 2,
    Wish.QUESTION: 22,
    Wish.STATUS: 7,
    Wish.REQUEST: 7,
    Wish.IDEA: 5,
    Wish.CHECK: 2,
    Wish.GRUMBLE: 4,
    Wish.PRAISE: 8,
    Wish.SPAM: 3,
    Wish.GREETING: 4,
}
_WISHES, _WEIGHTS = tuple(_SHARES), tuple(_SHARES.values())
_ADDRESSED = frozenset(_WISHES) - {Wish.SPAM, Wish.GREETING, Wish.GRUMBLE, Wish.PRAISE}
NEEDS_ANSWER = _ADDRESSED

NUDGES = lines(
    """
    min?
    halo min, kok belum dibalas ya
    tolong dijawab dong
    masih nunggu jawaban nih
    up
    sekalian min, {dinas} buka jam berapa?
    lokasinya persis di {kampung}
    ini sudah {angka} hari lho
    fotonya sudah saya kirim juga lewat pesan
    """
)
AFTERWARDS = lines(
    """
    oke siap
    sudah saya kirim ya
    noted, besok saya ke sana
    ditunggu ya min
    sip
    sudah dicek petugas tadi, aman
    """
)
CHATTER = lines(
    """
    sama, di {kampung} juga begitu
    betul, saya juga ngalamin
    tempat saya malah {sejak}
    setuju banget
    di tempat saya sudah beres kok
    coba langsung ke {dinas} saja
    ikut nunggu jawabannya
    """
)


def draw_wish(rng: Random) -> Wish:
    """What the next citizen wants."""
    return rng.choices(_WISHES, _WEIGHTS)[0]


def write_message(wish: Wish, region_code: str, rng: Random) -> str:
    """A citizen's message, in the words of the region."""
    tongue = tongue_of(region_code)
    if wish in (Wish.COMPLAINT, Wish.QUESTION) and tongue.whole and rng.random() < 0.18:
        return fill(pick(tongue.whole, rng), rng)
    core = fill(pick(SENTENCES[wish], rng), rng)
    if wish not in _ADDRESSED:
        return core if rng.random() < 0.6 else core[0].upper() + core[1:]
    source = tongue if rng.random() < 0.6 else PLAIN
    text = core
    if rng.random() < 0.55:
        text = f"{pick(source.openers, rng)}, {text}"
    if rng.random() < 0.35:
        text = f"{text}{' ' if text.endswith('?') else ', '}{pick(source.closers, rng)}"
    return text if rng.random() < 0.5 else text[0].upper() + text[1:]


def write_thanks(region_code: str, rng: Random) -> str:
    """A closing word after the answer."""
    if rng.random() < 0.3:
        return fill(pick(AFTERWARDS, rng), rng)
    return pick((tongue_of(region_code) if rng.random() < 0.6 else PLAIN).thanks, rng)
