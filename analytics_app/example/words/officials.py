"""What official accounts write: posts by kind, and replies."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from random import Random

from analytics_app.example.words.citizens import Wish
from analytics_app.example.words.phrases import fill, lines, pick


class PostKind(StrEnum):
    """What a post is about."""

    SERVICE = "service"
    EDUCATION = "education"
    CEREMONY = "ceremony"
    OTHER = "other"


POSTS: dict[PostKind, tuple[str, ...]] = {
    PostKind.SERVICE: lines(
        """
        Layanan {layanan} keliling hadir di {kampung} hari {hari}, tanggal {tanggal}. Bawa KK asli dan \
          fotokopi KTP, mulai pukul {jam}.
        Mau mengurus {layanan}? Siapkan KK, KTP, dan surat pengantar. Gratis, selesai {angka} hari kerja \
          di {dinas}.
        Jadwal pelayanan {dinas} bulan {bulan}: Senin sampai Jumat pukul {jam} sampai 15.30. {hari} ada \
          loket tambahan untuk {layanan}.
        Perbaikan {jalan} dimulai tanggal {tanggal}. Pengguna jalan diarahkan lewat {kampung} sampai \
          pekerjaan selesai.
        Pendaftaran {layanan} secara daring dibuka sampai tanggal {tanggal} {bulan}. Kuota {jumlah} \
          orang, tanpa biaya.
        Air PDAM di {kampung} dan sekitarnya dihentikan sementara pukul {jam} karena perbaikan pipa di \
          {jalan}. Mohon menampung air.
        Pasar murah di {kampung}, {hari} pukul {jam}: beras, minyak, gula, telur. Tersedia {jumlah} \
          paket, satu KK satu paket.
        Puskesmas {kampung} membuka imunisasi anak tiap {hari} pukul {jam}. Bawa buku KIA, tanpa biaya.
        Posko pengaduan {layanan} dibuka di {dinas} sampai tanggal {tanggal}. Bisa juga lewat nomor tiket \
          {tiket} untuk cek status.
        Bantuan untuk {jumlah} keluarga di {kampung} disalurkan {hari} pukul {jam}. Penerima membawa KTP \
          dan undangan.
        Pembayaran PBB bulan {bulan} dapat dilakukan di mobil keliling {kampung}, {hari} pukul {jam} \
          sampai selesai.
        Loket {layanan} {dinas} pindah sementara ke {jalan} mulai tanggal {tanggal} selama renovasi, jam \
          layanan tetap pukul {jam}.
        Uji emisi gratis di {jalan} hari {hari}, {jumlah} kendaraan pertama. Bawa STNK, antre mulai pukul \
          {jam}.
        Donor darah di {dinas}, {hari} tanggal {tanggal} pukul {jam}. Stok golongan O menipis, ayo datang.
        """
    ),
    PostKind.EDUCATION: lines(
        """
        Pilah sampah dari rumah: organik untuk kompos, botol untuk bank sampah {kampung}. Tahun ini \
          {jumlah} ton tak lagi ke TPA.
        Waspada hujan lebat sampai tanggal {tanggal}. Bersihkan saluran, jangan berteduh di bawah pohon \
          di {jalan}, hubungi BPBD bila darurat.
        Cegah demam berdarah: kuras, tutup, ubur. Di {kampung} ada {angka} kasus bulan {bulan}, periksa \
          bak mandi tiap {hari}.
        Hati-hati penipuan yang mengatasnamakan {dinas}. Kami tidak pernah meminta kode OTP atau uang \
          untuk {layanan}.
        Tahukah Sobat? {layanan} yang hilang dapat diganti di {dinas} dengan surat kehilangan, tanpa \
          biaya, {angka} hari kerja.
        Kenali tanda stunting sejak dini. Posyandu {kampung} menimbang balita tiap {hari} pukul {jam}.
        Gunakan air seperlunya: debit mata air turun {jumlah} liter per detik dibanding bulan {bulan}. \
          Mulai dari menutup keran.
        Cara melapor jalan rusak: foto, tulis lokasi, kirim. Laporan seperti {tiket} rata-rata \
          ditindaklanjuti {angka} hari.
        Belajar bareng UMKM: mengurus NIB dari ponsel, {hari} pukul {jam}, terbuka untuk {jumlah} peserta \
          dari {kampung}.
        Siaga kebakaran: matikan kompor sebelum pergi, simpan nomor pemadam. Tahun ini tercatat {jumlah} \
          kejadian, terbanyak bulan {bulan}.
        """
    ),
    PostKind.CEREMONY: lines(
        """
        Kepala daerah menghadiri peresmian gedung baru {dinas} di {jalan}, didampingi jajaran dan tokoh \
          masyarakat.
        Apel pagi hari {hari} dipimpin sekretaris daerah di halaman kantor, dilanjutkan penyerahan \
          {jumlah} piagam.
        Rapat koordinasi {dinas} bulan {bulan} membahas capaian program triwulan di aula lantai {angka}.
        Selamat memperingati hari jadi {dinas}. Semoga makin jaya dan melayani sepenuh hati bersama warga \
          {kampung}.
        Kunjungan kerja ke {kampung} meninjau kegiatan warga, hari {hari} pukul {jam}, disambut tarian daerah.
        Penghargaan kembali diraih {dinas} di tingkat nasional bulan {bulan}. Terima kasih atas dukungan \
          semua pihak.
        Pelantikan {jumlah} pejabat berlangsung khidmat pada tanggal {tanggal} {bulan}. Selamat mengemban \
          amanah.
        Ramah tamah bersama tokoh agama dan pemuda {kampung} menjelang bulan {bulan}, ditutup doa bersama.
        """
    ),
    PostKind.OTHER: lines(
        """
        Selamat pagi dari {kampung}! Siapa yang sudah mencoba kuliner di {jalan} akhir pekan ini?
        Potret senja di {kampung} kiriman warga, tanggal {tanggal} {bulan}. Punya foto bagus? Kirim ke kami.
        Festival budaya {kampung} digelar {hari} mulai pukul {jam}, ada {jumlah} penampil. Masuk bebas.
        Lomba video pendek tema kampung halaman diperpanjang sampai tanggal {tanggal}. Sudah ada {jumlah} \
          karya masuk.
        Tebak tempat: bangunan tua di {jalan} ini dulunya apa? Tulis jawabanmu, ada {angka} kenang-kenangan.
        Hasil pertandingan semalam: tim {kampung} menang! Final digelar {hari} pukul {jam} di lapangan \
          {jalan}.
        Mural anak muda {kampung} kini menghiasi {jalan}. Dikerjakan {angka} hari oleh {jumlah} relawan.
        """
    ),
}
_ANSWERS: dict[Wish, tuple[str, ...]] = {
    Wish.COMPLAINT: lines(
        """
        {panggil}, laporannya sudah kami teruskan ke {dinas} dengan nomor {tiket}. Tim mengecek ke lokasi \
          hari {hari}. ^{petugas}
        Terima kasih laporannya {panggil}. Petugas {dinas} sudah di lokasi pagi ini, perbaikan selesai \
          pukul {jam}. ^{petugas}
        Mohon maaf atas kendalanya. Ada kerusakan di {jalan}, perkiraan normal kembali pukul {jam}. ^{petugas}
        Boleh dibantu titik lokasinya, {panggil}? Supaya regu {dinas} langsung menuju ke sana. ^{petugas}
        Sudah kami cek, {panggil}. Masuk jadwal pengerjaan minggu depan hari {hari}, mohon bersabar ya. \
          ^{petugas}
        Itu jalan kewenangan provinsi, {panggil}. Kami bantu sampaikan ke {dinas}, nomor laporannya \
          {tiket}. ^{petugas}
        Sampahnya diangkut hari ini pukul {jam}, armadanya sempat rusak. Maaf atas baunya ya. ^{petugas}
        Sudah ditangani tadi pukul {jam}. Kalau masih terjadi kabari kami lagi ya {panggil}. ^{petugas}
        """
    ),
    Wish.QUESTION: lines(
        """
        Syaratnya KK asli, fotokopi KTP, dan surat pengantar RT, {panggil}. Buka pukul {jam} sampai \
          15.00. ^{petugas}
        Bisa daring maupun datang langsung ke {dinas}, {panggil}. Tidak ada biaya. ^{petugas}
        Hari {hari} tetap buka pukul {jam} ya {panggil}. ^{petugas}
        Bisa diwakilkan keluarga satu KK dengan surat kuasa bermeterai, {panggil}. ^{petugas}
        Lokasinya di {jalan}, seberang {kampung}. Layanan mulai pukul {jam}. ^{petugas}
        Kuotanya masih ada {jumlah}, {panggil}. Silakan daftar sebelum tanggal {tanggal}. ^{petugas}
        Untuk warga luar daerah cukup membawa surat domisili ya {panggil}. ^{petugas}
        """
    ),
    Wish.STATUS: lines(
        """
        Tiket {tiket} sedang dikerjakan {dinas}, {panggil}. Perkiraan selesai hari {hari}. ^{petugas}
        Sudah jadi dan bisa diambil di {dinas} pukul {jam}, {panggil}. ^{petugas}
        Masih menunggu verifikasi {dinas}, {panggil}. Kami kabari paling lambat tanggal {tanggal}. ^{petugas}
        Anggarannya sudah turun, pengerjaan mulai tanggal {tanggal} {bulan}. ^{petugas}
        """
    ),
    Wish.PRAISE: lines(
        """
        Sama-sama {panggil}, terima kasih kembali. ^{petugas}
        Terima kasih apresiasinya, {panggil}! Jadi semangat. ^{petugas}
        """
    ),
}
_ANSWERS[Wish.MISCONDUCT] = lines(
    """
    Terima kasih keberaniannya melapor. Mohon kirim bukti lewat pesan langsung, identitas dijaga. Nomor \
      {tiket}. ^{petugas}
    Sudah kami teruskan ke inspektorat dengan nomor {tiket}, {panggil}. ^{petugas}
    """
)
_ANSWERS[Wish.REQUEST] = lines(
    """
    Siap {panggil}, permintaannya kami catat dengan nomor {tiket}. Petugas {dinas} menghubungi hari {hari}. ^{petugas}
    Bisa {panggil}, tim jemput bola datang hari {hari} pukul {jam}. Siapkan KK dan KTP ya. ^{petugas}
    Untuk itu silakan ke {dinas} dengan surat pengantar, {panggil}, kami bantu dari sana. ^{petugas}
    """
)
_ANSWERS[Wish.IDEA] = lines(
    """
    Usulan bagus {panggil}, kami sampaikan ke {dinas} untuk dibahas bulan {bulan}. ^{petugas}
    Terima kasih sarannya. Masuk daftar musrenbang {kampung} ya {panggil}. ^{petugas}
    """
)
_ANSWERS[Wish.CHECK] = lines(
    """
    Tidak benar, {panggil}. {dinas} tidak pernah meminta data lewat tautan. Abaikan dan jangan dibagikan. ^{petugas}
    Itu hoaks ya {panggil}. Info resmi hanya dari akun ini. ^{petugas}
    """
)
_FALLBACK = lines(
    """
    Terima kasih masukannya, {panggil}. ^{petugas}
    Siap {panggil}. ^{petugas}
    """
)
TEMPLATES = lines(
    """
    Terima kasih atas laporan Anda. Laporan akan kami teruskan ke perangkat daerah terkait.
    Halo, silakan sampaikan melalui kanal pengaduan resmi kami. Terima kasih.
    Mohon kirim detail, lokasi dan nomor kontak melalui pesan langsung ya. Terima kasih.
    Baik, kami koordinasikan dengan dinas terkait. Mohon ditunggu.
    """
)
#: Every answer of a person.
ANSWERS = (*(sentence for sentences in _ANSWERS.values() for sentence in sentences), *_FALLBACK)
AUTOMATIC = (
    "Terima kasih sudah menghubungi kami. Pesan Anda telah diterima dan akan dibalas pada jam kerja. "
    "(balasan otomatis)"
)
TABLE_ANSWERS = lines(
    """
    Sudah ditindaklanjuti {dinas} pada tanggal {tanggal}.
    Diteruskan ke {dinas}, petugas ke lokasi hari {hari} pukul {jam}.
    Terima kasih, perbaikan di {jalan} sudah selesai.
    Masuk rencana kerja bulan {bulan}, mohon bersabar.
    Syarat dan alur {layanan} kami kirim lewat pesan, mohon dicek.
    """
)


def write_post(kind: PostKind, rng: Random, lead: str) -> str:
    """A post; ``lead`` names the account's own corner so that no two accounts say quite the same."""
    text = fill(pick(POSTS[kind], rng), rng)
    return f"{lead} {text}" if rng.random() < 0.5 else text


def write_answer(wish: Wish, rng: Random) -> str:
    """A person's answer to what a citizen wanted."""
    return fill(pick(_ANSWERS.get(wish, _FALLBACK), rng), rng)


def write_template(rng: Random, templates: Sequence[str] = TEMPLATES) -> str:
    """A sentence that an account sends to many."""
    return pick(templates, rng)
