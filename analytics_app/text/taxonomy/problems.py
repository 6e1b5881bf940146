"""Problem categories of the Databoks survey of 2023 as one source paper prints them."""

from analytics_app.text.taxonomy.classes import Problem, phrases

#: No problem was stated: a class of the survey, never reported as a problem.
NOT_STATED = "tidak_menjawab"
PROBLEMS: tuple[Problem, ...] = (
    Problem(
        id="persyaratan_berbelit",
        name_id="Persyaratan berbelit",
        name_en="Convoluted requirements",
        keywords=phrases(
            "persyaratan berbelit, syarat berbelit, syarat ribet, syaratnya ribet, syaratnya banyak, "
            "syarat banyak banget, kebanyakan syarat, fotokopi lagi, minta fotokopi, berkas kurang terus, "
            "surat pengantar lagi, bolak balik syarat, berkas ditolak, dokumen ribet, disuruh lengkapi "
            "lagi, persyaratan susah"
        ),
    ),
    Problem(
        id="waktu_lambat",
        name_id="Waktu pelayanan lambat",
        name_en="Slow service",
        keywords=phrases(
            "lambat, lelet, lemot, lama banget, lama sekali, kelamaan, lama bgt, nunggu lama, menunggu "
            "lama, antri lama, antrian panjang, ngantri berjam jam, berbulan bulan, sudah sebulan, belum "
            "jadi, belum selesai, blm jadi, molor, sampai kapan, tidak kelar kelar, gak kelar"
        ),
    ),
    Problem(
        id="kurang_transparan",
        name_id="Kurang transparan",
        name_en="Lack of transparency",
        keywords=phrases(
            "tidak transparan, kurang transparan, gak transparan, ditutup tutupi, tertutup, tidak ada "
            "kejelasan anggaran, dana kemana, dananya kemana, kemana uangnya, tidak diumumkan, tanpa "
            "sosialisasi, data tidak dibuka, siapa yang menerima, daftar penerima mana, tidak terbuka, "
            "diam diam"
        ),
    ),
    Problem(
        id="birokrasi_berbelit",
        name_id="Birokrasi berbelit",
        name_en="Convoluted bureaucracy",
        keywords=phrases(
            "birokrasi, birokrasi ribet, berbelit belit, belibet, ribet, dipingpong, di pingpong, dioper "
            "sana sini, dilempar lempar, bolak balik, mondar mandir, lempar tanggung jawab, saling "
            "lempar, muter muter, harus ke dinas lain, disuruh kesana kesini"
        ),
    ),
    Problem(
        id="sarana_tidak_memadai",
        name_id="Sarana tidak memadai",
        name_en="Inadequate facilities",
        keywords=phrases(
            "fasilitas rusak, sarana rusak, tidak ada kursi, ruang tunggu sempit, ac mati, toilet kotor, "
            "alat rusak, mesin rusak, blangko habis, blanko kosong, server down, aplikasi error, web "
            "error, sistem error, tidak bisa login, gabisa dibuka, jaringan gangguan, tidak ada akses "
            "disabilitas, parkir sempit"
        ),
    ),
    Problem(
        id="biaya_mahal",
        name_id="Biaya mahal",
        name_en="High cost",
        keywords=phrases(
            "mahal, biaya mahal, mahal banget, kemahalan, tarif naik, bayar terus, bayarnya mahal, tidak "
            "mampu bayar, tagihan naik, tagihan bengkak, denda mahal, retribusi mahal, biaya tambahan, "
            "kok bayar, katanya gratis"
        ),
    ),
    Problem(
        id="pelayanan_tidak_sesuai",
        name_id="Pelayanan tidak sesuai",
        name_en="Service not as promised",
        keywords=phrases(
            "tidak sesuai, gak sesuai, tidak sesuai sop, tidak sesuai janji, katanya, janjinya, tidak "
            "seperti, beda dengan, salah nama, salah cetak, salah input, data salah, keliru, tidak sesuai "
            "standar, jam layanan tidak sesuai, tutup padahal jam kerja"
        ),
    ),
    Problem(
        id="pungutan_liar",
        name_id="Pungutan liar",
        name_en="Illegal levies",
        keywords=phrases(
            "pungli, pungutan liar, dipungut biaya, diminta uang, minta uang, uang rokok, uang pelicin, "
            "uang jasa, uang transport, suap, sogok, nyogok, gratifikasi, calo, percaloan, orang dalam, "
            "ordal, diperas, setoran, jatah preman"
        ),
    ),
    Problem(
        id="prosedur_tidak_jelas",
        name_id="Prosedur tidak jelas",
        name_en="Unclear procedure",
        keywords=phrases(
            "prosedur tidak jelas, prosedurnya bagaimana, alurnya tidak jelas, tidak jelas, gak jelas, ga "
            "jelas, bingung, membingungkan, tidak ada petunjuk, tidak ada info, minim informasi, kurang "
            "informasi, simpang siur, beda beda jawabannya, harus kemana"
        ),
    ),
    Problem(
        id="tidak_responsif",
        name_id="Tidak responsif",
        name_en="Unresponsive",
        keywords=phrases(
            "tidak direspon, tidak direspons, gak direspon, tidak dibalas, gak dibales, tidak dijawab, "
            "gak dijawab, dicuekin, dicuekkan, didiamkan, diabaikan, dm tidak dibalas, slow respon, "
            "slowresp, cuma dibaca, cuma di read, tidak ada tanggapan, tidak ada tindak lanjut, nomor "
            "tidak aktif, telepon tidak diangkat, pilih pilih jawab"
        ),
    ),
    Problem(
        id="kualitas_sdm_rendah",
        name_id="Kualitas SDM rendah",
        name_en="Low staff competence",
        keywords=phrases(
            "petugas tidak paham, petugas tidak tahu, tidak kompeten, tidak profesional, gaptek, "
            "petugasnya bingung, kerja asal asalan, tidak becus, gak becus, petugas main hp, petugas "
            "ngobrol, petugas datang telat, asn bolos, kurang pelatihan, tidak disiplin"
        ),
    ),
    Problem(
        id="pelayanan_tidak_ramah",
        name_id="Pelayanan tidak ramah",
        name_en="Unfriendly service",
        keywords=phrases(
            "tidak ramah, gak ramah, kurang ramah, jutek, judes, ketus, galak, marah marah, dibentak, "
            "membentak, kasar, sombong, arogan, tidak sopan, muka masam, diskriminasi, membeda bedakan"
        ),
    ),
    Problem(
        id="permasalahan_lain",
        name_id="Permasalahan lain",
        name_en="Other problems",
        residual=True,
        keywords=phrases(
            "keluhan, mengeluh, komplain, complain, masalah, permasalahan, kendala, kecewa, mengecewakan, "
            "tolong diperbaiki, mohon ditindak, tidak beres, parah, bobrok"
        ),
    ),
    Problem(
        id=NOT_STATED,
        name_id="Tidak menjawab / tidak terklasifikasi",
        name_en="No answer / unclassified",
        residual=True,
        keywords=phrases(
            "cek dm, up, up min, nyimak, hadir, absen, mantap, semangat, tes, test, izin share, save, setuju"
        ),
    ),
)
