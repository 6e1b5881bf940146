"""Information topics of posts; twelve of them are useful and counted in topic diversity."""

from analytics_app.text.taxonomy.classes import Topic, phrases

TOPICS: tuple[Topic, ...] = (
    Topic(
        id="kebijakan_pemerintahan",
        name_id="Kebijakan pemerintahan",
        name_en="Government policy",
        useful=True,
        kip="berkala",
        keywords=phrases(
            "kebijakan, peraturan, perda, perbup, perwali, pergub, surat edaran, se bupati, regulasi, "
            "instruksi bupati, keputusan wali kota, aturan baru, rkpd, rpjmd, musrenbang, raperda"
        ),
    ),
    Topic(
        id="layanan_publik",
        name_id="Layanan masyarakat",
        name_en="Public services",
        useful=True,
        kip="setiap_saat",
        keywords=phrases(
            "layanan, pelayanan, jadwal pelayanan, syarat, persyaratan, cara mengurus, ngurus, "
            "pendaftaran, daftar online, loket, antrian online, mpp, dukcapil keliling, jemput bola, alur "
            "pelayanan, jam layanan, adminduk, samsat keliling"
        ),
    ),
    Topic(
        id="lalu_lintas_transportasi",
        name_id="Lalu lintas dan transportasi",
        name_en="Traffic and transport",
        useful=True,
        kip="serta_merta",
        keywords=phrases(
            "lalu lintas, lalin, macet, kemacetan, pengalihan arus, rekayasa lalin, penutupan jalan, "
            "jalan ditutup, contraflow, one way, parkir, terminal, angkot, trayek, bus, brt, dishub, car "
            "free day, cfd"
        ),
    ),
    Topic(
        id="kesehatan",
        name_id="Kesehatan",
        name_en="Health",
        useful=True,
        kip="serta_merta",
        keywords=phrases(
            "kesehatan, vaksin*, imunisasi, puskesmas, rsud, posyandu, stunting, dbd, demam berdarah, "
            "covid, tbc, pcr, antigen, donor darah, skrining, cek kesehatan gratis, ckg, hiv, gizi"
        ),
    ),
    Topic(
        id="kebencanaan",
        name_id="Kebencanaan dan peringatan dini",
        name_en="Disaster and early warning",
        useful=True,
        kip="serta_merta",
        keywords=phrases(
            "banjir, longsor, gempa, erupsi, tsunami, puting beliung, angin kencang, kekeringan, "
            "karhutla, kebakaran, cuaca ekstrem, peringatan dini, waspada, siaga, bpbd, bmkg, evakuasi, "
            "posko, tanah bergerak, rob"
        ),
    ),
    Topic(
        id="seni_budaya",
        name_id="Seni dan budaya",
        name_en="Arts and culture",
        useful=True,
        kip="berkala",
        keywords=phrases(
            "seni, budaya, kebudayaan, tari, gamelan, wayang, batik, pameran, pentas, cagar budaya, "
            "museum, kirab, grebeg, tradisi, kesenian, karawitan"
        ),
    ),
    Topic(
        id="pendidikan",
        name_id="Pendidikan",
        name_en="Education",
        useful=True,
        kip="berkala",
        keywords=phrases(
            "pendidikan, ppdb, spmb, sekolah, siswa, guru, beasiswa, kjp, kip kuliah, zonasi, kurikulum, "
            "paud, perpustakaan, rapor, ujian, asesmen, putus sekolah"
        ),
    ),
    Topic(
        id="ekonomi_umkm_kerja",
        name_id="Ekonomi, UMKM, tenaga kerja",
        name_en="Economy, small business, jobs",
        useful=True,
        kip="berkala",
        keywords=phrases(
            "ekonomi, umkm, koperasi, pasar murah, harga sembako, harga cabai, inflasi, operasi pasar, "
            "lowongan kerja, loker, job fair, bursa kerja, pelatihan kerja, blk, investasi, kur, nib"
        ),
    ),
    Topic(
        id="infrastruktur",
        name_id="Infrastruktur dan sarana prasarana",
        name_en="Infrastructure",
        useful=True,
        kip="berkala",
        keywords=phrases(
            "infrastruktur, pembangunan jalan, perbaikan jalan, betonisasi, pengaspalan, jembatan, "
            "drainase, irigasi, trotoar, pju, lampu jalan, proyek, revitalisasi, rtlh, jalan rusak, dpupr"
        ),
    ),
    Topic(
        id="lingkungan_sosial",
        name_id="Lingkungan dan sosial kemasyarakatan",
        name_en="Environment and social affairs",
        useful=True,
        kip="berkala",
        keywords=phrases(
            "lingkungan, sampah, bank sampah, tps3r, adipura, penghijauan, polusi, kualitas udara, "
            "bansos, pkh, bpnt, blt, dtks, dtsen, disabilitas, lansia, kerja bakti, gotong royong"
        ),
    ),
    Topic(
        id="wisata_acara",
        name_id="Wisata dan acara",
        name_en="Tourism and events",
        useful=True,
        kip="berkala",
        keywords=phrases(
            "wisata, destinasi, taman, festival, event, konser, pagelaran, tiket, jam buka, jam "
            "operasional, tutup sementara, penutupan sementara, ruang publik, webinar, seminar, lomba"
        ),
    ),
    Topic(
        id="anggaran_transparansi",
        name_id="Anggaran dan transparansi",
        name_en="Budget and transparency",
        useful=True,
        kip="berkala",
        keywords=phrases(
            "apbd, anggaran, realisasi anggaran, laporan keuangan, lkpd, wtp, ppid, keterbukaan "
            "informasi, lelang, lpse, pengadaan, transparansi, open data, satu data, pad, pajak daerah"
        ),
    ),
    Topic(
        id="fenomena_klarifikasi",
        name_id="Fenomena terkini dan klarifikasi hoaks",
        name_en="Current phenomena and hoax clarification",
        useful=False,
        kip="serta_merta",
        keywords=phrases(
            "hoaks, hoax, klarifikasi, disinformasi, tidak benar, cek fakta, viral, beredar, penipuan, "
            "akun palsu, pesan berantai, faktanya, luruskan, salah kaprah, waspada penipuan"
        ),
    ),
    Topic(
        id="hari_besar_ucapan",
        name_id="Peringatan hari besar dan ucapan",
        name_en="Holidays and greetings",
        useful=False,
        kip="none",
        keywords=phrases(
            "selamat hari, selamat memperingati, selamat tahun baru, hut ri, hut ke, hari jadi, "
            "dirgahayu, selamat idul fitri, selamat natal, nyepi, waisak, maulid, hari kartini, hari "
            "pahlawan, turut berduka, belasungkawa"
        ),
    ),
    Topic(
        id="capaian_penghargaan",
        name_id="Capaian dan penghargaan",
        name_en="Achievements and awards",
        useful=False,
        kip="berkala",
        keywords=phrases(
            "penghargaan, juara, prestasi, capaian, raih, meraih, opini wtp, terbaik, award, piagam, "
            "apresiasi dari, peringkat satu, rekor muri, predikat, anugerah"
        ),
    ),
    Topic(
        id="seremonial_pejabat",
        name_id="Kegiatan seremonial dan sosok pejabat",
        name_en="Ceremonial and persona content",
        useful=False,
        kip="none",
        keywords=phrases(
            "menghadiri, hadiri, membuka acara, buka acara, meresmikan, resmikan, gunting pita, kunjungan "
            "kerja, kunker, audiensi, rapat koordinasi, rakor, rapat paripurna, upacara, sambutan, "
            "pelantikan, melantik, silaturahmi, didampingi, bapak bupati, ibu wali kota, gubernur dan "
            "wakil"
        ),
    ),
    Topic(
        id="ringkasan_berkala",
        name_id="Ringkasan berkala",
        name_en="Periodic digest",
        useful=False,
        kip="berkala",
        keywords=phrases(
            "berita sepekan, sepekan, kilas pekan, rangkuman pekan, kaleidoskop, info pekan ini, rekap "
            "mingguan, weekly, sorotan pekan, agenda pekan, laporan bulanan, kilas balik"
        ),
    ),
    Topic(
        id="lainnya",
        name_id="Lainnya",
        name_en="Other",
        useful=False,
        kip="none",
        keywords=phrases(
            "info lainnya, lain lain, kuis, giveaway, motivasi, pantun, tebak, quotes, tips, sapa warga, "
            "polling"
        ),
    ),
)
