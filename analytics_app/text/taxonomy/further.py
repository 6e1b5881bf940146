"""Further phrases of the taxonomy's classes: how people say what its keywords mean.

The taxonomy's own keywords stay as it lists them; these are ours, and matched in the same way. They are in standard
words, since texts are normalised (gak → tidak, gmn → bagaimana) and lose "-nya" before they are matched.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product

from analytics_app.text.taxonomy.classes import phrases

Phrases = Mapping[str, Sequence[str]]


def _combined(first: str, second: str) -> tuple[str, ...]:
    """Every phrase of the first list before every one of the second."""
    return tuple(f"{one} {other}" for one, other in product(phrases(first), phrases(second)))


#: Praise that is taken back: "tidak ramah" is a complaint.
_PRAISED = (
    "ramah, bagus, baik, cepat, sopan, puas, memuaskan, membantu, profesional, maksimal, nyaman, layak, "
    "memadai"
)

INTENTS: Phrases = {
    "darurat": (
        *_combined("tolong, ada, awas, cepat", "kebakaran, kecelakaan, longsor, banjir bandang"),
        *_combined(
            "butuh, perlu, minta, kirim, kirimkan",
            "ambulans, ambulan, damkar, pemadam, evakuasi, tim sar, pertolongan",
        ),
        *_combined("rumah, warung, toko, pasar, gudang, hutan, lahan", "kebakaran, terbakar, kebakar"),
        *phrases(
            "api makin, api membesar, kobaran api, masih terbakar, kebakaran di, tertimbun longsor, masih "
            "tertimbun, ketimbun, kejepit, terjepit, pingsan, kejang, hanyut, "
            "orang tenggelam, terseret arus, kesetrum, nyetrum, kabel putus di jalan, bau gas, gas bocor, takut "
            "meledak, minta evakuasi, ambulan tidak datang, butuh pertolongan"
        ),
    ),
    "pengaduan_pengawasan": (
        *_combined(
            "dimintai, dimintain, dimintak, diminta, minta, dimintain duit",
            "uang, duit, uang rokok, ratusan ribu, jutaan, seikhlasnya, biaya administrasi",
        ),
        *_combined(
            "disuruh bayar, suruh bayar, harus bayar, kudu bayar",
            "uang rokok, seikhlasnya, tanpa kuitansi, calo, ke oknum",
        ),
        *_combined("uang, duit, amplop", "rokok, pelicin, pangkal masuk, damai, suap, terima kasih petugas"),
        *_combined(
            "bansos, bantuan, blt, pkh, dana, honor, gaji, insentif",
            "dipotong, disunat, dikorupsi, ditilep, dimakan",
        ),
        *_combined("potong, sunat, tilep, nilep", "bansos, bantuan, blt, pkh, dana, dana desa, honor"),
        *phrases(
            "motong bantuan, motong bansos, motong blt, potong bantuan, permainan lelang, permainan di "
            "lelang, permainan tender, main proyek, bagi bagi proyek, oknum rt, oknum kades, oknum "
            "pegawai, oknum petugas, nyogok, menyogok, disogok, menyuap, disuap, dikorupsi, korup, "
            "koruptor, mengkorupsi, seikhlasnya, "
            "pungutan, dipungli, setoran, percaloan, orang dalam, ordal, titipan pejabat, keponakan kades, anak "
            "kades, keluarga kades, dana fiktif, laporan fiktif, proyek fiktif, penerima fiktif, sudah diatur "
            "pemenangnya, main mata, kongkalikong, uang pelicin, diselewengkan, penyalahgunaan anggaran, markup "
            "anggaran, jual beli kursi, jual beli bangku, beli jabatan, memeras, diperas, dipalak, oknum minta"
        ),
    ),
    "pengaduan_layanan": (
        *_combined("tidak, kurang, tidak pernah", _PRAISED),
        *_combined(
            "air, lampu, listrik, pju, wifi, lift, eskalator, ac",
            "padam, mati terus, tidak nyala, tidak menyala, tidak hidup, tidak berfungsi, tidak mengalir, tidak "
            "ngalir, tidak keluar, mati total, byar pet, keruh, bau, berlumpur, kecil sekali",
        ),
        *_combined(
            "tidak, belum, tidak pernah, belum pernah",
            "diangkut, diambil, diperbaiki, ditangani, ditindaklanjuti, ditindak lanjuti, direspon, direspons, "
            "dibalas, dijawab, digubris, ditanggapi, diangkat, dibersihkan, dapat bantuan, mendapat bantuan, "
            "menerima bantuan, dapat bansos, terdaftar, ada tindakan, ada respon, ada tanggapan, dikerjakan, "
            "dibangun",
        ),
        *_combined(
            "tidak bisa, belum bisa, susah, sulit",
            "login, masuk, daftar, diakses, dibuka, dihubungi, terdaftar, dipakai, digunakan, dicetak, diproses, "
            "lewat",
        ),
        *_combined(
            "tolong, mohon, minta, segera, mohon segera, mohon untuk",
            "ditertibkan, di tertibkan, diperbaiki, dibersihkan, diangkut, ditindak, ditindaklanjuti, ditangani, "
            "dibenahi, diaspal, ditambal, dibongkar, dikeruk, diberantas, ditegur, dirazia, perbaikan, penertiban, "
            "pembersihan, penindakan, tindak lanjut",
        ),
        *_combined("kok, masa, masak", "belum, tidak, lama, mahal, susah, ribet, ditolak, dipersulit"),
        *_combined(
            "lama, lambat, lemot, lelet, mahal, antre, antri, macet, kotor, kumuh, gelap, error, eror, gangguan, "
            "semrawut",
            "banget, sekali, terus, parah, mulu, lagi",
        ),
        *phrases(
            "bergelombang, kotor, kumuh, komplen, tidak mili, tidak ngocor, ngocor, hancur, butut, remuk, "
            "jeglong, melonjak, mengular, bentak "
            "bentak, dibiarkan, dibiarin, debunya, centang biru, tidak ada kabar, minta ampun, semrawut, "
            "mengadukan, mengeluhkan, melaporkan, "
            "kebocoran, kerusakan, kecurangan, penumpukan, tumpukan sampah, menyumbat, terputus, putus putus, "
            "bermasalah, berbahaya, membahayakan, menghalangi, tidak kunjung, sembarangan, merugikan, lambat, "
            "gangguan, kendala, rawan kecelakaan, sering kecelakaan, takut kecelakaan, menyebabkan kecelakaan, "
            "padam, tidak ngalir, tidak mengalir, tidak nyala, tidak menyala, tidak berfungsi, amblas, ambles, "
            "ambrol, ambruk, roboh, jebol, tersumbat, saluran buntu, got buntu, tergenang, menggenang, menumpuk, "
            "numpuk, berlobang, lobang, lubang, bolong, becek, longsor kecil, ngelupas, terkelupas, banjir masuk, "
            "selalu banjir, pasti banjir, sering banjir, langganan banjir, terkatung katung, dioper, dioper oper, "
            "dilempar lempar, dipingpong, berbelit belit, bolak balik, jutek, judes, ketus, dibentak, arogan, main "
            "hp, tidak paham, salah ketik, salah nama, salah cetak, salah input, data salah, urus "
            "ulang, kosong terus, habis terus, suruh beli sendiri, tidak ada orang, tutup padahal, "
            "ditolak, nonaktif padahal, tiba tiba nonaktif, tidak aktif padahal, salah sasaran, tidak tepat sasaran, "
            "tidak merata, pilih kasih, mengganggu, meresahkan, menggangu, bikin macet, parkir liar, parkir "
            "sembarangan, buang sampah sembarangan, dibuang sembarangan, pkl liar, balap liar, bising, berisik, "
            "error mulu, error terus, eror, lemot, lelet, trouble, tidak jelas, jadi bingung, bikin bingung, naik "
            "terus, tagihan bengkak, mencekik, kapan dibenerin, kapan diperbaiki, kapan didandani, kapan diaspal, "
            "terlantar, terbengkalai, mangkrak, nyesek, kecewa berat, mengecewakan, pelayanan buruk, buruk "
            "sekali, sangat buruk, jadinya lama, belum kelar, belum ada tindakan, pencemaran, tercemar, bau "
            "menyengat, tidak kelar kelar, tidak jadi jadi, blangko habis, kosong alasan, cuma buka satu, tidak "
            "merespon, slow respon, slow respons, jarang lewat, asal asalan"
        ),
    ),
    "tanya_status": (
        *_combined(
            "kapan",
            "cair, turun, keluar, terbit, rampung, kelar, jadi, dikirim, ditindaklanjuti, diproses, bisa diambil, "
            "diumumkan",
        ),
        *_combined(
            "sudah",
            "cair belum, keluar belum, jadi belum, kelar belum, selesai belum, diproses belum, terbit belum, "
            "ditindaklanjuti belum, dikirim belum, bisa diambil belum, masuk belum, turun belum",
        ),
        *_combined(
            "perkembangan, progres, progress, tindak lanjut, kelanjutan, status",
            "laporan, aduan, pengajuan, permohonan, berkas, pengaduan, bagaimana",
        ),
        *_combined(
            "laporan saya, aduan saya, pengajuan saya, permohonan saya, berkas saya, pengaduan saya",
            "bagaimana, kapan, sudah, statusnya",
        ),
        *phrases(
            "sampai dimana, sampai di mana, dugi pundi, tekan ngendi, sudah diproses belum, ditindaklanjuti belum, "
            "perkembangan bagaimana, bagaimana perkembangan, bagaimana kelanjutan, bagaimana tindak lanjut, "
            "bagaimana progres, bagaimana status, statusnya masih, kira kira kapan, estimasi kapan, masih "
            "verifikasi, sudah dapat jadwal belum"
        ),
    ),
    "tanya_informasi": (
        *_combined("berapa", "lama, hari, bayar, harga, tarif, ongkos, orang, persen, usia, umur, denda"),
        *_combined(
            "kapan", "dibuka, mulai, pendaftaran, jadwal, ada, dimulai, terakhir, tutup, lagi buka, ada lagi"
        ),
        *_combined(
            "apa", "saja, syarat, bedanya, maksud, boleh, bisa, harus, perlu, masih, ada, sudah bisa, itu"
        ),
        *_combined(
            "dimana, di mana, kemana, ke mana, lewat mana, lapor kemana",
            "ya, ngurus, daftar, bayar, lapor, saja, urus, alamat, bisa",
        ),
        *_combined(
            "mau, ingin, pengen, numpang, izin, ijin, boleh",
            "tanya, nanya, bertanya, nyanyi tanya, tau, tahu, takon, naros",
        ),
        *_combined(
            "mohon, minta, boleh, tolong",
            "info, informasi, penjelasan, pencerahan, petunjuk, share info, infonya",
        ),
        *phrases(
            "lapor kemana, lapor ke mana, ngurus dimana, butuh apa, perlu apa, harus bawa apa, bawa apa, apa saja, "
            "naon wae, opo wae, apa ya, bagaimana ya, bagaimana caranya, cara mengurus, cara ngurus, cara urus, cara "
            "bayar, cara mengajukan, cara aktifkan, cara mengaktifkan, cara lapor, cara cek, cara melihat, cara "
            "buat, cara bikin, caro maurus, syarat buat, syarat bikin, syarat ngurus, syarat untuk, jam pelayanan, "
            "jadwal pelayanan, jam kerja, jam buka, buka tidak, buka sampai jam, hari sabtu buka, kontak yang bisa, "
            "nomor yang bisa, contact person, bisa online, ada link, link pendaftaran dimana, info lebih lanjut, "
            "masih ada kuota, masih bisa, kemana ya, dimana ya, berapa ya, kapan ya, bisa tidak, boleh tidak, ada "
            "tidak, perlu tidak, harus tidak, gratis tidak, gratis kan, bagaimana kalau hilang, tanya dong, nanya "
            "dong"
        ),
    ),
    "permohonan_layanan": (
        *_combined(
            "mohon, minta, tolong",
            "dibuatkan, dibantu, bantuan, dikirim, dikirimkan, didaftarkan, daftarkan, daftarin, cetakkan, cetakin, "
            "buatkan, bikinkan, bikinin, pasangkan, dipasang, dipasangkan, aktifkan, diaktifkan, perpanjang, "
            "jadwalkan, fogging, penyemprotan, pemangkasan, perantingan, pengangkutan, pemasangan, penambahan, bantu",
        ),
        *_combined(
            "mau, ingin, pengen, hendak, bermaksud, bade, arep, nak",
            "bikin, buat, urus, ngurus, mengurus, cetak, daftar, mendaftar, pindah, perpanjang, memperpanjang, "
            "mengajukan, ajukan, pasang, balik nama, aktifkan, ganti, ubah, tambah, pecah, ngadamel, gawe, maurus, "
            "dapat bantuan",
        ),
        *phrases(
            "memohon, membutuhkan, butuh bantuan, butuh perbaikan, perantingan, pemangkasan, pemotongan pohon, "
            "mohon bantuan, mohon bantu, minta tolong dibuatkan, mohon dikabulkan, mohon difasilitasi, mohon "
            "fogging, bantu ya, mohon dijadwalkan, mohon dipasang, pengajuan baru, mohon diproses, mohon ditambah"
        ),
    ),
    "aspirasi": (
        *_combined(
            "bagaimana jika, bagaimana kalau, andai, andaikan, coba, alangkah baik, alangkah bagus",
            "ada, dibuat, dibuka, diadakan, dikasih, diberi",
        ),
        *_combined(
            "harus, seharus, harusnya, semestinya, sebaik, sebaiknya, mestinya, kudunya",
            "ada, tiap, setiap, dibuat, dikasih, diberi, dibuka, diadakan, pemerintah, dinas, pemkot, pemda",
        ),
        *phrases(
            "alangkah bagus, alangkah indah, andai ada, coba ada, perlu bikin, perlu membuat, "
            "perlu dibuat, perlu membangun, perlu menyediakan, tambahin, tambahkan, dong biar, diadakan "
            "lagi, harusnya, harapan, saran saja, saran dong, kasih saran, sekedar saran, sekedar "
            "masukan, kalau bisa, "
            "pengen ada, pengennya ada, ingin ada, mudah mudahan, moga moga, semoga saja, tambah lagi, perbanyak, "
            "diperbanyak, perlu ditambah, perlu ada, tolong dipikirkan, mohon dipikirkan, tolong warga diedukasi, "
            "minta dibangun, minta diadakan, mugi mugi, muga muga"
        ),
    ),
    "kritik_umum": (
        *_combined(
            "cuma, hanya, cuman, bisanya, isinya",
            "pencitraan, seremonial, seremonial doang, foto, foto doang, janji, janji doang, omong, ngomong, wacana",
        ),
        *_combined(
            "pemimpin, bupati, walikota, wali kota, gubernur, pemerintah, pejabat",
            "gagal, tidak becus, zalim, zolim, bobrok, tidak peduli, tidak guna, payah",
        ),
        *phrases(
            "tidak becus, omdo, omong kosong, janji palsu, janji doang, janji tinggal janji, rakyat susah, rakyat "
            "menderita, pajak rakyat, duit rakyat, buang buang anggaran, menghamburkan anggaran, percuma lapor, sama "
            "saja semua, tutup mata, tutup telinga, kerja kerja kerja, yang penting foto, gila hormat, gila jabatan, "
            "mengecewakan rakyat, sibuk pencitraan, jalan jalan terus, pencitraan terus"
        ),
    ),
    "apresiasi": phrases(
        "oke punya, mulus, matur suwun, matur sembah nuwun, tarimo kasih, tarimo kasi, nuhun pisan, "
        "mauliate, terbaik, gercep, "
        "gerak cepat, salut, mantul, mantab, mantaap, joss, jos gandos, the best, keren banget, rancak bana, sae "
        "pisan, apik tenan, bangga, respect, luar biasa, makin bersih, makin bagus, makin baik, tambah maju, "
        "makin maju, tidak mengecewakan, sangat membantu, memuaskan, puas banget, puas sekali, sangat puas, "
        "responsif sekali, sigap, cepat sekali prosesnya, langsung jadi, sudah diperbaiki, sudah diaspal, sudah "
        "nyala lagi, sudah lancar, sudah bersih, sukses selalu, sehat selalu"
    ),
    "klarifikasi_hoaks": (
        *_combined(
            "ini, itu, info, infonya, kabar, berita, beritanya, link, akun, surat",
            "benar, bener, hoax, hoaks, hoaxs, asli, resmi, valid, palsu, penipuan",
        ),
        *_combined(
            "apa, atau, kah, apakah",
            "hoax, hoaks, penipuan, tipu, tipu tipu, resmi, benar, bener, asli, palsu",
        ),
        *phrases(
            "itu benar, itu bener, beneran ada, benar ada, benar tidak, bener tidak, asli punya, asli bukan, resmi "
            "bukan, valid tidak, penipuan ya, penipuan bukan, tipu2, modus penipuan, mengatasnamakan, ngaku petugas, "
            "mengaku petugas, ngaku dari, mengaku dari, beredar kabar, kabar beredar, kabar yang beredar, yang "
            "beredar, di grup wa, viral di wa"
        ),
    ),
    "sapaan_sosial": phrases(
        "selamat sore, selamat petang, met pagi, met siang, met malam, sugeng enjang, sugeng enjing, sugeng "
        "siang, sugeng ndalu, sugeng dalu, wilujeng enjing, wilujeng siang, wilujeng wengi, assalamu alaikum, "
        "assalamualaikum wr wb, wassalam, pagi kak, siang min, siang kak, sore min, malam min, pagi semua, "
        "permisi, amin, amiin, wkwkwk, wkwkwkwk, hahaha, hehe, hihi, absen, nyimak min, shalom, om swastiastu, "
        "horas, tabik pun, salam sehat"
    ),
    "spam_promosi": (
        *_combined(
            "slot, situs, link, bandar, agen, main",
            "gacor, maxwin, terpercaya, resmi slot, judi, online terpercaya",
        ),
        *_combined("gampang, pasti, mudah, auto", "menang, maxwin, jp, jackpot, cuan"),
        *_combined("jual, jasa, tambah", "followers, like, likes, subscriber, akun, viewers"),
        *_combined(
            "pinjaman, pinjol, dana",
            "cepat, cair, tanpa jaminan, kilat, tunai, langsung cair, resmi ojk, online cepat, mendesak",
        ),
        *phrases(
            "scatter, jackpot, deposit pulsa, depo pulsa, tanpa potongan, minimal depo, langsung cair, klik bio, "
            "link di bio, cek profil, cek bio saya, cek profil saya, joki tugas, jasa joki, jasa skripsi, cod "
            "seluruh indonesia, herbal ampuh, ampuh cod, obat kuat, peninggi badan, pelangsing, jadi jutaan, profit "
            "harian, open order, ready stock, bonus new member, rtp live, hub wa, dm untuk order, order via, kredit "
            "tanpa, jual akun, open jastip, dana darurat cair, modal kecil untung"
        ),
    ),
}

PROBLEMS: Phrases = {
    "persyaratan_berbelit": phrases(
        "syarat banyak, syarat banyak sekali, syarat terlalu banyak, berkas kurang, syarat berubah, syarat "
        "diminta lagi, fotokopi terus, fotokopi berulang, surat pengantar terus, bolak balik fotokopi, minta "
        "berkas lagi, syarat susah, syarat sulit"
    ),
    "waktu_lambat": (
        *_combined("belum", "keluar, kelar, terbit, dicetak, diproses, cair, rampung, datang, dikerjakan"),
        *_combined("sudah", "berbulan bulan, setahun, sebulan lebih, berminggu minggu, bertahun tahun"),
        *phrases(
            "antrian mengular, lelet, lama sekali, lama terus, lamban, antre lama, antri panjang, antre "
            "panjang, antrean panjang, antri dari "
            "subuh, antri berjam jam, berjam jam, nunggu berjam jam, tidak cepat, tidak kunjung, jadi lama, jadinya "
            "lama, prosesnya lama, terlalu lama, tidak jadi jadi, tidak selesai selesai, tidak kelar kelar, tidak "
            "beres beres, menunggu dari pagi, dokter belum datang, baru dateng jam, baru datang jam"
        ),
    ),
    "kurang_transparan": phrases(
        "tidak jelas larinya, larinya kemana, uangnya kemana, anggarannya kemana, anggaran kemana, tanpa "
        "pemberitahuan, tidak ada sosialisasi, tidak ada pemberitahuan, tidak terbuka, tidak pernah diumumkan, "
        "dirahasiakan, disembunyikan, data penerima tidak"
    ),
    "birokrasi_berbelit": phrases(
        "dioper oper, dioper terus, dioper, dilempar sana sini, dilempar ke, disuruh ke sana, disuruh ke "
        "kelurahan, disuruh bolak balik, bolak balik terus, muter terus, saling lempar, dilempar lempar, kesana "
        "kemari, harus ke pusat, prosedur ribet, proses ribet, ruwet"
    ),
    "sarana_tidak_memadai": (
        *_combined(
            "aplikasi, web, website, situs, sistem, server, link, laman",
            "error, eror, down, lemot, tidak bisa, trouble, gangguan, maintenance terus, susah dibuka",
        ),
        *_combined(
            "obat, blangko, blanko, stok, vaksin, tinta, alat, kursi, air minum, genset",
            "kosong, habis, rusak, tidak ada, kurang",
        ),
        *_combined(
            "ac, lift, toilet, kipas, wifi, mesin antrian, kamera, printer",
            "mati, rusak, kotor, tidak nyala, macet, bau",
        ),
        *phrases(
            "error mulu, error terus, eror terus, eror mulu, tidak bisa masuk, gagal login, gagal daftar, tidak bisa "
            "dibuka, tidak bisa diakses, fasilitas kurang, sarana kurang, tempat sempit, tidak ada tempat duduk, "
            "tidak ada parkir, loket cuma satu, loketnya cuma, kosong terus, habis terus, kamar penuh"
        ),
    ),
    "biaya_mahal": phrases(
        "melonjak, tagihan tidak wajar, mahal sekali, tarif mahal, kemahalan, naik dua kali lipat, naik "
        "2x, mencekik, memberatkan, tidak "
        "sanggup bayar, biaya tinggi, tagihan melonjak, naik drastis, pajak naik, iuran naik, harga naik"
    ),
    "pelayanan_tidak_sesuai": phrases(
        "tutup duluan, nyatanya, kenyataannya, salah ketik, salah tulis, salah tanggal, salah alamat, "
        "nama salah, tanggal lahir salah, data tidak "
        "sesuai, tidak sesuai aturan, tidak sesuai jadwal, tutup sebelum jam, tutup lebih awal, sudah tutup "
        "padahal, jam kerja kosong, kantor kosong, tidak ada orang, ditolak tanpa alasan, urus ulang, janji "
        "janji terus, tidak ditepati"
    ),
    "pungutan_liar": (
        *_combined(
            "dimintai, dimintain, minta, disuruh bayar, suruh bayar, harus bayar, ditarik",
            "uang, duit, uang rokok, seikhlasnya, tanpa kuitansi, biaya administrasi, biaya tidak resmi",
        ),
        *_combined("bansos, bantuan, blt, pkh, dana, honor", "dipotong, disunat, ditilep"),
        *_combined("potong, sunat, tilep, nilep", "bansos, bantuan, blt, pkh, dana, honor"),
        *phrases(
            "motong bantuan, motong bansos, motong blt, orang dalam, oknum minta, dimintai, dimintain, "
            "uang rokok, pungutan, seikhlasnya, menyogok, disogok, disuap, dipalak, dipungli, "
            "memeras, pemalakan, bayar lebih biar cepat"
        ),
    ),
    "prosedur_tidak_jelas": phrases(
        "beda beda informasinya, info beda, informasi beda, info simpang siur, tidak ada penjelasan, tidak "
        "dijelaskan, jadi bingung, bikin bingung, tidak tahu harus, tidak ada kejelasan, alur tidak jelas, "
        "aturan tidak jelas, prosedur beda, harus bagaimana"
    ),
    "tidak_responsif": (
        *_combined(
            "tidak, belum, tidak pernah, belum pernah",
            "direspon, direspons, dibalas, dijawab, ditanggapi, digubris, diangkat, ditindaklanjuti, ada respon, ada "
            "tanggapan, ada jawaban, ada balasan",
        ),
        *phrases(
            "centang biru, centang dua, tidak ada kabar, dicuekin, dikacangin, tidak merespon, tidak "
            "merespons, slow respon, slow respons, cuma diread, "
            "diabaikan terus, tidak bisa dihubungi, sulit dihubungi, susah dihubungi"
        ),
    ),
    "kualitas_sdm_rendah": phrases(
        "malah ngobrol, ngobrol padahal, main hp, petugas main, petugas tidur, petugas telat, pegawai "
        "telat, pegawai bolos, tidak paham aturan, "
        "tidak ngerti, tidak mengerti, tidak menguasai, petugas santai, pegawai santai, ngobrol sendiri, asal "
        "asalan, tidak teliti, ceroboh, petugas tidak ada, pegawai tidak ada, pegawai malas"
    ),
    "pelayanan_tidak_ramah": (
        *_combined("tidak, kurang", "senyum, sopan, santun, beretika"),
        *phrases(
            "bentak bentak, membentak bentak, dimarahi, dimarahin, marah marah terus, cemberut, nyolot, ngegas, "
            "sinis, angkuh, muka jutek, galak banget, jutek banget, ketus banget"
        ),
    ),
    "permasalahan_lain": phrases(
        "pelayanan buruk, tidak puas, kurang puas, tidak memuaskan, sangat mengecewakan, kecewa berat, "
        "meresahkan, mengganggu"
    ),
}

SERVICES: Phrases = {
    "ktp_ikd": phrases("rekam data, cetak ulang ktp, ktp baru, ktp pemula, ikd error, nik tidak online"),
    "kartu_keluarga": phrases("kartu keluarga online, kk baru, ganti kk, ubah kk, nomor kk"),
    "akta_pencatatan_sipil": phrases(
        "akta anak, akte anak, akta kelahiran anak, akte nikah, surat kematian, surat kelahiran"
    ),
    "pindah_domisili_nik": (
        *_combined(
            "permohonan, surat, mau, ngurus, urus, mengurus, pengajuan",
            "pindah, pindah penduduk, pindah alamat, pindahan",
        ),
        *phrases(
            "pindah dari luar, pindah provinsi, pindah kota, pindah kabupaten, nik dipakai, pindah "
            "kependudukan, pindah alamat, pindah kk, pindah penduduk, capil, adminduk, nik tidak "
            "terdaftar, "
            "nik ganda"
        ),
    ),
    "samsat_signal_pkb": phrases(
        "pajak stnk, ganti plat, plat nomor, mutasi kendaraan, bpkb, pajak tahunan, pajak lima tahunan, denda "
        "pajak kendaraan"
    ),
    "bansos": phrases(
        "bantuan tahap, penerima blt, penerima bansos, daftar penerima, bantuan cair, program keluarga "
        "harapan, bantuan langsung tunai, kartu sembako, mbr, bantuan sosial, bantuan pangan, "
        "penerima pkh, pkh plus"
    ),
    "fasilitas_kesehatan": phrases(
        "pustu, ugd, dokter, obat, rumah sakit daerah, kamar inap, rawat inap, antrian puskesmas, bidan"
    ),
    "pdam_air": phrases(
        "air ledeng, air leding, air mampet, air keluar, debit air, air pam, air tidak, air tidak keluar, mobil "
        "tangki air, tangki air"
    ),
    "listrik_pln": phrases("listrik mati, padam listrik, listrik byar, kwh meter, kabel listrik, kabel pln"),
    "internet_publik": phrases("kabel telkom, kabel internet, kabel fiber, tiang internet, sinyal internet"),
    "jalan_pju_drainase": (
        *_combined(
            "jalan, jalanan, jembatan, gang, trotoar, ruas",
            "rusak, berlubang, berlobang, lobang, lubang, ambles, amblas, ambrol, ambruk, becek, jelek, diaspal, "
            "hancur, retak, gelap, paving, kampung, desa, banyak lubang, banyak lobang, belum diaspal, tergenang, "
            "bergelombang",
        ),
        *phrases(
            "lobang jalan, lubang jalan, pengaspalan, diaspal, aspalan, paving, pavingisasi, gorong gorong, got, "
            "parit, saluran air, lampu pju, lampu penerangan, penerangan jalan umum, tambal jalan, jembatan, gang "
            "becek, saluran mampet, saluran buntu, selokan mampet, pju padam, trotoar rusak, bozem, tanggul"
        ),
    ),
    "sampah_kebersihan": phrases(
        "angkut sampah, sampah liar, tong sampah, bak sampah, pengangkutan sampah, sampah berserakan, bank "
        "sampah, buang sampah"
    ),
    "transportasi_parkir": phrases(
        "trans jateng, transjakarta, teman bus, bus sekolah, tukang parkir, lampu lalu lintas, parkir "
        "sembarangan, traffic light, uji kendaraan"
    ),
    "ketertiban_darurat": phrases(
        "kebakaran, pemadam kebakaran, penertiban, satpol, anjing liar, orang gila, anak punk, manusia silver, "
        "pengamen, sound horeg, bising, evakuasi ular, pencurian, begal, curanmor, miras"
    ),
    "ppdb_spmb": phrases(
        "daftar smp, daftar sma, daftar sd, penerimaan siswa baru, penerimaan murid baru, masuk sma, masuk smp, "
        "uang gedung, spp, pendaftaran sekolah, mutasi sekolah"
    ),
    "kanal_pengaduan": phrases(
        "lapor gub, laporgub, wargaku, sapawarga, nomor pengaduan, hotline pengaduan, call center pengaduan"
    ),
}

TOPICS: Phrases = {
    "hari_besar_ucapan": phrases(
        "idul adha, idul fitri, hari raya, maaf lahir batin, maaf lahir dan batin, selamat menunaikan ibadah, "
        "selamat tahun baru, tahun baru islam, tahun baru imlek, natal dan tahun baru, duka cita, berduka cita, "
        "selamat jalan, hari ulang tahun, dirgahayu republik"
    ),
    "seremonial_pejabat": (
        *_combined(
            "bupati, walikota, wali kota, gubernur, wabup, wawali, wakil bupati, wakil wali kota, pj bupati, pj wali "
            "kota, pj gubernur, sekda, ketua tp pkk, bunda paud, bapak wali, ibu bupati",
            "menerima, mengunjungi, kunjungi, meninjau, tinjau, membuka, pimpin, memimpin, ikuti, mengikuti, "
            "menyambut, sambut, bersama, berbincang, menyapa, menyerahkan, serahkan, gowes, bertemu, melepas, lepas, "
            "sidak, ajak, buka",
        ),
        *phrases(
            "dipimpin bupati, dipimpin wali kota, dipimpin sekretaris daerah, dipimpin sekda, menerima kunjungan, "
            "menerima audiensi, apel pagi, apel gelar, ramah tamah, halal bihalal, jalan sehat bersama, senam "
            "bersama, peletakan batu pertama, peresmian, disambut, kunjungan kerja"
        ),
    ),
    "capaian_penghargaan": phrases(
        "menyabet, menyandang, terima penghargaan, menerima penghargaan, torehkan prestasi, peringkat pertama, "
        "adipura, kabupaten terbaik, kota terbaik"
    ),
    "layanan_publik": phrases(
        "jadwal sim keliling, sim keliling, rekam ktp, perekaman ktp, pelayanan tetap buka, mobil keliling, akta "
        "kelahiran, kartu keluarga, tetap buka, pelayanan libur, paspor, kantor tutup, jadwal dukcapil"
    ),
    "lalu_lintas_transportasi": phrases(
        "berkendara, pengendara, rute bus, koridor, dialihkan, uji kir, kir, rambu, jalur dialihkan, arus mudik"
    ),
    "kesehatan": phrases(
        "demam, penyakit, imunisasi gratis, poli, dokter, rabies, bpjs, hipertensi, diabetes, gizi seimbang, "
        "kanker, asi"
    ),
    "kebencanaan": phrases(
        "hujan lebat, muka air, tanggap darurat, mengungsi, pengungsi, gunung meletus, bencana"
    ),
    "seni_budaya": phrases(
        "tarian, sejarah kota, bangunan bersejarah, benteng, candi, upacara adat, wayang kulit, musik "
        "tradisional, sanggar, lakon"
    ),
    "pendidikan": phrases(
        "putus sekolah, pelajar, mahasiswa, madrasah, sekolah dasar, guru honorer, pendaftaran spmb, literasi"
    ),
    "ekonomi_umkm_kerja": phrases(
        "bursa kerja, pelaku usaha, harga pangan, harga beras, sembako murah, gerakan pangan murah, pajak usaha, "
        "sertifikat halal, pinjol ilegal, umkm naik kelas"
    ),
    "infrastruktur": phrases(
        "pembangunan jembatan, jembatan gantung, progres pembangunan, perbaikan jembatan, pelebaran jalan, "
        "rehab, ruas jalan, pembangunan trotoar"
    ),
    "lingkungan_sosial": phrases(
        "bantuan sosial, penerima manfaat, pencairan, pilah sampah, sampah plastik, pengambilan sampah, tanam "
        "pohon, penanaman pohon, anak yatim"
    ),
    "wisata_acara": phrases(
        "wisata pantai, destinasi wisata, digelar, konser musik, karnaval, pesta rakyat, tiket masuk"
    ),
    "anggaran_transparansi": phrases(
        "pendapatan daerah, belanja daerah, pendapatan asli daerah, realisasi pendapatan, realisasi belanja"
    ),
    "fenomena_klarifikasi": phrases(
        "mengatasnamakan, cek faktanya, kabar bohong, kabar tidak benar, informasi menyesatkan, bukan hoaks"
    ),
    "kebijakan_pemerintahan": phrases(
        "kawasan tanpa rokok, perda nomor, peraturan daerah, peraturan bupati, peraturan wali kota, keputusan "
        "bupati, jam kerja asn"
    ),
    "lainnya": phrases("tebak gambar, kuis berhadiah, pantun hari ini, tebak tebakan, sapa pagi"),
}

#: Task → class → its further phrases.
FURTHER: Mapping[str, Phrases] = {
    "intent": INTENTS,
    "problem": PROBLEMS,
    "service": SERVICES,
    "topic": TOPICS,
}


def further_of(task: str, class_id: str) -> Sequence[str]:
    """The further phrases of one class."""
    return FURTHER.get(task, {}).get(class_id, ())
