"""What each class means: definition in both languages and an example that was made up for the codebook."""

from __future__ import annotations

from collections.abc import Mapping

#: (definition in Indonesian, in English, example message)
Meaning = tuple[str, str, str]

INTENTS: Mapping[str, tuple[str, Meaning]] = {
    "darurat": (
        "Darurat",
        (
            "Nyawa, kesehatan, atau harta terancam sekarang juga; menunggu sehari sudah terlambat.",
            "Life, health or property is in danger right now; waiting a day would be too late.",
            "Tolong min, rumah di gang sebelah terbakar, belum ada pemadam!",
        ),
    ),
    "pengaduan_pengawasan": (
        "Pengaduan penyimpangan",
        (
            "Melaporkan pelanggaran oleh aparat: pungutan liar, suap, penyalahgunaan wewenang atau anggaran.",
            "Reports misconduct by officials: illegal levies, bribes, abuse of authority or budget.",
            "Urus surat kok dimintai 50 ribu tanpa kuitansi, apa memang aturannya begitu?",
        ),
    ),
    "pengaduan_layanan": (
        "Pengaduan layanan",
        (
            "Mengeluhkan layanan atau sarana yang rusak, lambat, atau buruk, dan ingin itu dibereskan.",
            "Complains of a service or facility that is broken, slow or bad, and wants it put right.",
            "Lampu jalan depan pasar sudah seminggu mati, mohon diperbaiki.",
        ),
    ),
    "tanya_status": (
        "Tanya status",
        (
            "Menanyakan sampai di mana permohonan atau laporan yang sudah pernah diajukan.",
            "Asks how far an application or report is that was already made.",
            "Permohonan saya bulan lalu sudah sampai mana ya min?",
        ),
    ),
    "tanya_informasi": (
        "Tanya informasi",
        (
            "Menanyakan syarat, cara, biaya, jadwal, tempat, atau kontak; belum mengajukan apa pun.",
            "Asks for requirements, procedure, cost, schedule, place or contact; nothing was applied for yet.",
            "Syarat bikin kartu keluarga baru apa saja, min?",
        ),
    ),
    "permohonan_layanan": (
        "Permohonan layanan",
        (
            "Meminta suatu layanan dijalankan untuknya, bukan sekadar keterangannya.",
            "Asks for a service to be done for the writer, not only for information about it.",
            "Saya mau daftar antrean cetak KTP untuk besok, mohon dibantu.",
        ),
    ),
    "aspirasi": (
        "Aspirasi",
        (
            "Mengusulkan atau mengharapkan sesuatu yang belum ada; tidak ada layanan yang gagal.",
            "Proposes or hopes for something that does not exist yet; no service has failed.",
            "Usul, taman kota diberi tempat bermain anak.",
        ),
    ),
    "kritik_umum": (
        "Kritik umum",
        (
            "Mencela pemerintah secara umum tanpa permintaan atau hal tertentu yang dapat ditindaklanjuti.",
            "Blames the government in general, without a request or anything that could be acted on.",
            "Ah, cuma foto-foto terus, hasilnya mana.",
        ),
    ),
    "apresiasi": (
        "Apresiasi",
        (
            "Memuji atau berterima kasih. Terima kasih penutup setelah permintaan tidak termasuk.",
            "Praises or thanks. A closing thank-you after a request does not count.",
            "Pelayanannya cepat dan ramah, terima kasih!",
        ),
    ),
    "klarifikasi_hoaks": (
        "Klarifikasi kabar",
        (
            "Menanyakan apakah suatu kabar, akun, atau tawaran itu benar.",
            "Asks whether a piece of news, an account or an offer is genuine.",
            "Ini benar ada pembagian sembako besok atau hoaks, min?",
        ),
    ),
    "sapaan_sosial": (
        "Sapaan",
        (
            "Salam, canda, ucapan, atau tanda hadir tanpa isi lain.",
            "Greetings, jokes, wishes or signs of presence and nothing else.",
            "Selamat pagi min, semangat!",
        ),
    ),
    "spam_promosi": (
        "Promosi",
        (
            "Iklan, judi, pinjaman, penipuan, atau tautan yang tidak ada hubungannya.",
            "Advertising, gambling, loans, fraud or unrelated links.",
            "Dana cepat cair tanpa jaminan, cek bio.",
        ),
    ),
}

SENTIMENTS: Mapping[str, tuple[str, str, Meaning]] = {
    "negatif": (
        "Negatif",
        "Negative",
        (
            "Penulis tidak senang: kecewa, marah, mengeluh, menyindir.",
            "The writer is displeased: disappointed, angry, complaining, mocking.",
            "Sudah tiga kali datang, selalu disuruh pulang.",
        ),
    ),
    "netral": (
        "Netral",
        "Neutral",
        (
            "Tanpa penilaian: bertanya, memberi tahu; atau baik dan buruk seimbang.",
            "No judgement: asks or informs; or good and bad are balanced.",
            "Kantornya buka hari Sabtu?",
        ),
    ),
    "positif": (
        "Positif",
        "Positive",
        (
            "Penulis senang: memuji, berterima kasih, mendukung dengan sungguh-sungguh.",
            "The writer is pleased: praises, thanks, supports in earnest.",
            "Keren, jalannya sekarang mulus.",
        ),
    ),
}

FUNCTIONS: Mapping[str, tuple[str, str, Meaning]] = {
    "layanan": (
        "Layanan",
        "Service",
        (
            "Menolong warga memakai layanan: syarat, jadwal, gangguan, cara mengadu.",
            "Helps citizens use a service: requirements, schedules, disruptions, how to complain.",
            "Samsat keliling hari ini di alun-alun pukul 08.00–12.00, bawa KTP dan STNK.",
        ),
    ),
    "edukasi_informasi": (
        "Edukasi dan informasi",
        "Education and information",
        (
            "Memberi pengetahuan, kebijakan, data, atau peringatan yang berguna, tanpa layanan tertentu.",
            "Gives useful knowledge, policy, data or warnings without a particular service.",
            "Kenali tanda demam berdarah dan cara mencegahnya.",
        ),
    ),
    "seremonial_pencitraan": (
        "Seremonial dan pencitraan",
        "Ceremonial and image-making",
        (
            "Menonjolkan pejabat, acara, penghargaan, atau ucapan; isinya bagi warga tidak ada.",
            "Puts officials, events, awards or greetings forward; nothing in it for citizens.",
            "Bupati menghadiri pembukaan turnamen dan menyerahkan piala.",
        ),
    ),
    "lain": (
        "Lain",
        "Other",
        ("Tidak masuk ketiganya.", "None of the three.", "Selamat malam, warga!"),
    ),
}

PERSONAL_DATA: Mapping[str, tuple[str, str, Meaning]] = {
    "ada": (
        "Ada data pribadi",
        "Personal data",
        (
            "Balasan resmi membuka, atau meminta warga menulis di depan umum, NIK, nomor telepon, alamat, "
            "nomor rekening, atau data kesehatan. Penyamaran seperti [NIK] termasuk.",
            "The official reply discloses, or asks citizens to write in public, an identity number, telephone "
            "number, address, bank account or health data. A mask such as [NIK] counts.",
            "Silakan tulis NIK dan nomor HP Kakak di kolom komentar.",
        ),
    ),
    "tidak_ada": (
        "Tidak ada",
        "None",
        (
            "Tidak ada data pribadi warga; kontak kantor bukan data pribadi.",
            "No citizen's personal data; an office's contact is not personal data.",
            "Silakan kirim nomor laporannya lewat pesan langsung.",
        ),
    ),
}

PROBLEMS: Mapping[str, Meaning] = {
    "persyaratan_berbelit": (
        "Syaratnya terlalu banyak, berulang, atau tidak masuk akal.",
        "Requirements are too many, repeated or unreasonable.",
        "Disuruh fotokopi lagi, padahal kemarin sudah diserahkan.",
    ),
    "waktu_lambat": (
        "Terlalu lama: antrean, proses, atau perbaikan.",
        "Takes too long: queue, processing or repair.",
        "Sudah sebulan belum jadi juga.",
    ),
    "kurang_transparan": (
        "Yang mestinya terbuka (dana, penerima, alasan) tidak diberitahukan.",
        "What should be open (funds, recipients, reasons) is not told.",
        "Daftar penerima bantuannya kok tidak diumumkan?",
    ),
    "birokrasi_berbelit": (
        "Dilempar dari meja ke meja atau kantor ke kantor.",
        "Sent from desk to desk or office to office.",
        "Dari kelurahan disuruh ke dinas, dari dinas disuruh kembali lagi.",
    ),
    "sarana_tidak_memadai": (
        "Ruang, alat, aplikasi, jalan, atau bahan rusak, kurang, atau tidak ada.",
        "Rooms, equipment, apps, roads or materials are broken, short or missing.",
        "Aplikasinya tidak bisa dibuka sejak pagi.",
    ),
    "biaya_mahal": (
        "Biaya resmi dirasa terlalu tinggi.",
        "An official cost is felt to be too high.",
        "Tagihan air naik dua kali lipat, berat sekali.",
    ),
    "pelayanan_tidak_sesuai": (
        "Yang diberikan lain dari yang dijanjikan, atau salah.",
        "What was given differs from what was promised, or is wrong.",
        "Di kartunya nama saya salah ketik.",
    ),
    "pungutan_liar": (
        "Diminta uang di luar ketentuan, termasuk calo dan suap.",
        "Money asked outside the rules, brokers and bribes included.",
        "Katanya gratis, tetapi diminta uang rokok.",
    ),
    "prosedur_tidak_jelas": (
        "Caranya tidak diterangkan, membingungkan, atau berbeda-beda.",
        "The procedure is not explained, confusing or differs by whom one asks.",
        "Harus ke loket mana dulu? Tidak ada petunjuknya.",
    ),
    "tidak_responsif": (
        "Sudah bertanya atau melapor, tetapi tidak dijawab.",
        "Asked or reported, but got no answer.",
        "Sudah kirim pesan tiga kali tidak dibalas.",
    ),
    "kualitas_sdm_rendah": (
        "Petugas tidak cakap, tidak tahu, atau tidak ada di tempat.",
        "Staff are not competent, do not know, or are not at their place.",
        "Petugasnya sendiri bingung cara memakainya.",
    ),
    "pelayanan_tidak_ramah": (
        "Petugas kasar, ketus, atau membeda-bedakan.",
        "Staff are rude, curt or discriminate.",
        "Bertanya baik-baik malah dibentak.",
    ),
    "permasalahan_lain": (
        "Ada masalah, tetapi bukan salah satu di atas.",
        "There is a problem, but none of the above.",
        "Ada masalah di kantor itu, tolong ditinjau.",
    ),
    "tidak_menjawab": (
        "Tidak ada masalah yang disebut.",
        "No problem is stated.",
        "Nyimak, min.",
    ),
}

TOPICS: Mapping[str, Meaning] = {
    "kebijakan_pemerintahan": (
        "Peraturan, program, keputusan, dan organisasi pemerintah.",
        "Regulations, programmes, decisions and organisation of the government.",
        "Peraturan daerah baru tentang kawasan tanpa rokok mulai berlaku.",
    ),
    "layanan_publik": (
        "Cara memakai layanan: syarat, jadwal, tempat, kanal.",
        "How to use services: requirements, schedules, places, channels.",
        "Jadwal perekaman KTP di kecamatan minggu ini.",
    ),
    "lalu_lintas_transportasi": (
        "Arus lalu lintas, penutupan jalan, angkutan, parkir.",
        "Traffic, road closures, transport, parking.",
        "Jalan Contoh ditutup untuk perbaikan sampai Jumat.",
    ),
    "kesehatan": (
        "Pencegahan, penyakit, fasilitas, dan program kesehatan.",
        "Prevention, diseases, health facilities and programmes.",
        "Imunisasi anak di puskesmas setiap Selasa.",
    ),
    "kebencanaan": (
        "Bencana, cuaca buruk, peringatan, dan penanganannya.",
        "Disasters, severe weather, warnings and the response to them.",
        "Waspada hujan lebat dan banjir malam ini.",
    ),
    "seni_budaya": (
        "Kesenian, tradisi, warisan budaya, dan bahasa daerah.",
        "Arts, traditions, heritage and regional languages.",
        "Pentas tari daerah di pendapa.",
    ),
    "pendidikan": (
        "Sekolah, penerimaan murid, beasiswa, pelatihan, literasi.",
        "Schools, admissions, scholarships, training, literacy.",
        "Pendaftaran sekolah negeri dibuka Senin.",
    ),
    "ekonomi_umkm_kerja": (
        "Usaha, UMKM, harga, pasar, pajak usaha, lowongan kerja.",
        "Business, small enterprises, prices, markets, jobs.",
        "Pelatihan pemasaran untuk pelaku UMKM.",
    ),
    "infrastruktur": (
        "Pembangunan dan perbaikan jalan, jembatan, air, gedung, jaringan.",
        "Building and repair of roads, bridges, water, buildings, networks.",
        "Perbaikan jembatan sudah 60 persen.",
    ),
    "lingkungan_sosial": (
        "Sampah, penghijauan, polusi, kegiatan sosial, perlindungan warga rentan.",
        "Waste, greening, pollution, social activities, protection of the vulnerable.",
        "Kerja bakti membersihkan sungai.",
    ),
    "wisata_acara": (
        "Tempat wisata, festival, dan acara untuk umum.",
        "Tourist places, festivals and public events.",
        "Festival kuliner akhir pekan ini.",
    ),
    "anggaran_transparansi": (
        "Anggaran, laporan keuangan, pengadaan, keterbukaan informasi.",
        "Budget, accounts, procurement, freedom of information.",
        "Realisasi anggaran semester pertama dapat diunduh.",
    ),
    "fenomena_klarifikasi": (
        "Isu yang sedang ramai dan bantahan kabar bohong.",
        "Current issues and denials of false news.",
        "Hoaks: pesan berantai pembagian uang bukan dari kami.",
    ),
    "hari_besar_ucapan": (
        "Ucapan dan peringatan hari besar.",
        "Greetings and commemorations of holidays.",
        "Selamat Hari Pahlawan.",
    ),
    "capaian_penghargaan": (
        "Prestasi, penghargaan, peringkat pemerintah daerah.",
        "Achievements, awards and ranks of the local government.",
        "Kabupaten meraih penghargaan layanan publik.",
    ),
    "seremonial_pejabat": (
        "Kegiatan pejabat: kunjungan, rapat, pelantikan, sambutan.",
        "Officials' activities: visits, meetings, inaugurations, speeches.",
        "Wali kota menerima kunjungan silaturahmi.",
    ),
    "ringkasan_berkala": (
        "Rangkuman berita atau kegiatan sehari, seminggu, sebulan.",
        "Round-ups of a day's, week's or month's news.",
        "Rangkuman berita minggu ini.",
    ),
    "lainnya": (
        "Tidak masuk kelas lain.",
        "None of the other classes.",
        "Tebak tempat ini di mana?",
    ),
}

SERVICES: Mapping[str, tuple[str, Meaning]] = {
    "ktp_ikd": (
        "Identity card (KTP-el, IKD)",
        (
            "Perekaman, pencetakan, penggantian KTP-el, dan identitas kependudukan digital.",
            "Recording, printing and replacing the identity card; the digital identity.",
            "Cetak KTP rusak bisa di kecamatan?",
        ),
    ),
    "kartu_keluarga": (
        "Family card",
        (
            "Pembuatan dan perubahan kartu keluarga.",
            "Making and changing the family card.",
            "Tambah anak di KK syaratnya apa?",
        ),
    ),
    "akta_pencatatan_sipil": (
        "Civil registration deeds",
        (
            "Akta kelahiran, kematian, perkawinan, perceraian.",
            "Deeds of birth, death, marriage and divorce.",
            "Akta lahir anak saya belum jadi.",
        ),
    ),
    "pindah_domisili_nik": (
        "Moving house and identity number",
        (
            "Surat pindah, domisili, NIK ganda atau tidak aktif.",
            "Letters of moving, residence, doubled or inactive identity numbers.",
            "NIK saya tidak ditemukan saat daftar.",
        ),
    ),
    "kia": (
        "Child identity card",
        ("Kartu identitas anak.", "Identity card for children.", "KIA bisa diurus daring?"),
    ),
    "sim": (
        "Driving licence",
        ("Pembuatan dan perpanjangan SIM.", "Making and renewing driving licences.", "SIM keliling di mana?"),
    ),
    "skck": (
        "Police clearance certificate",
        (
            "Surat keterangan catatan kepolisian.",
            "Police clearance certificate.",
            "Buat SKCK hari Sabtu bisa?",
        ),
    ),
    "samsat_signal_pkb": (
        "Vehicle registration and tax",
        (
            "Pajak kendaraan, STNK, balik nama.",
            "Vehicle tax, registration, change of owner.",
            "Pajak motor lima tahunan harus ke mana?",
        ),
    ),
    "pbb_bphtb": (
        "Property tax",
        ("PBB, BPHTB, dan tagihannya.", "Property tax and its bills.", "Tagihan PBB saya salah luasnya."),
    ),
    "ppdb_spmb": (
        "School admission and schools",
        (
            "Penerimaan murid baru dan urusan sekolah.",
            "Admission of pupils and school matters.",
            "Server penerimaan murid baru macet.",
        ),
    ),
    "bpjs_jkn": (
        "Health insurance",
        (
            "Kepesertaan dan pemakaian jaminan kesehatan.",
            "Membership and use of the health insurance.",
            "Kartu jaminan kesehatan saya tidak aktif.",
        ),
    ),
    "fasilitas_kesehatan": (
        "Health facilities",
        (
            "Layanan puskesmas, rumah sakit, posyandu.",
            "Services of health centres, hospitals and posts.",
            "Antre di puskesmas dari subuh.",
        ),
    ),
    "pdam_air": (
        "Drinking water",
        ("Air ledeng: mati, keruh, tagihan.", "Piped water: cut, murky, bills.", "Air keruh sejak kemarin."),
    ),
    "listrik_pln": (
        "Electricity",
        ("Listrik padam, tegangan, sambungan.", "Power cuts, voltage, connections.", "Listrik padam lagi."),
    ),
    "internet_publik": (
        "Internet and public wifi",
        ("Wifi publik dan jaringan.", "Public wifi and networks.", "Wifi taman tidak tersambung."),
    ),
    "perizinan_mpp": (
        "Permits",
        (
            "Izin usaha, bangunan, dan mal pelayanan publik.",
            "Business and building permits; one-stop service malls.",
            "Izin usaha saya ditolak terus.",
        ),
    ),
    "bansos": (
        "Social assistance",
        (
            "Bantuan sosial, data penerima, penyaluran.",
            "Social assistance, lists of recipients, distribution.",
            "Kenapa nama saya hilang dari daftar bantuan?",
        ),
    ),
    "jalan_pju_drainase": (
        "Roads, street lights, drains",
        (
            "Jalan rusak, lampu jalan, saluran air.",
            "Broken roads, street lights, drains.",
            "Got tersumbat, air meluap ke jalan.",
        ),
    ),
    "sampah_kebersihan": (
        "Waste and cleanliness",
        ("Pengangkutan sampah, kebersihan.", "Waste collection, cleanliness.", "Sampah belum diangkut."),
    ),
    "transportasi_parkir": (
        "Public transport and parking",
        (
            "Bus, angkutan, terminal, parkir.",
            "Buses, transport, terminals, parking.",
            "Tarif parkir tidak jelas.",
        ),
    ),
    "ketenagakerjaan": (
        "Employment",
        (
            "Kartu pencari kerja, lowongan, pelatihan, perselisihan kerja.",
            "Job-seeker cards, vacancies, training, labour disputes.",
            "Buat kartu kuning bawa apa saja?",
        ),
    ),
    "pertanahan": (
        "Land",
        (
            "Sertifikat, balik nama, sengketa tanah.",
            "Titles, transfers, land disputes.",
            "Sertifikat belum jadi.",
        ),
    ),
    "paspor_imigrasi": (
        "Passports",
        ("Paspor dan keimigrasian.", "Passports and immigration.", "Kuota paspor selalu penuh."),
    ),
    "nikah_kua": (
        "Marriage",
        (
            "Pendaftaran nikah di KUA.",
            "Registration of marriages.",
            "Daftar nikah harus berapa hari sebelumnya?",
        ),
    ),
    "desa_kelurahan": (
        "Village and district letters",
        (
            "Surat keterangan dari desa, kelurahan, kecamatan.",
            "Letters from villages and districts.",
            "Surat keterangan usaha di kelurahan dipersulit.",
        ),
    ),
    "ketertiban_darurat": (
        "Public order and emergencies",
        (
            "Ketertiban, pemadam, ambulans, satpol PP.",
            "Public order, fire brigade, ambulances.",
            "Ada balap liar setiap malam.",
        ),
    ),
    "kanal_pengaduan": (
        "Complaint channels",
        (
            "Kanal aduan dan permintaan informasi publik itu sendiri.",
            "The complaint and public information channels themselves.",
            "Laporan saya di aplikasi aduan ditutup tanpa penjelasan.",
        ),
    ),
}

NO_SERVICE: Mapping[str, tuple[str, str, Meaning]] = {
    "tidak_ada": (
        "Tidak menyangkut layanan",
        "No service",
        (
            "Tidak menyangkut salah satu layanan di atas.",
            "Concerns none of the services above.",
            "Semangat terus, min!",
        ),
    ),
}
