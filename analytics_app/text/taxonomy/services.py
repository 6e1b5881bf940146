"""Public services and the level of government that owns them."""

from analytics_app.text.taxonomy.classes import Service, phrases

SERVICES: tuple[Service, ...] = (
    Service(
        id="ktp_ikd",
        name_id="KTP-el dan IKD",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "ktp, e-ktp, ektp, ktp el, ktp-el, ktpel, ktp digital, ikd, identitas kependudukan digital, "
            "rekam ktp, perekaman, cetak ktp, ktp hilang, ktp rusak, suket, blangko ktp, aktivasi ikd"
        ),
    ),
    Service(
        id="kartu_keluarga",
        name_id="Kartu Keluarga",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "kk, kartu keluarga, kk online, kk barcode, pecah kk, tambah anggota kk, gabung kk, perbarui "
            "kk, cetak kk, kk hilang, numpang kk, update kk, kepala keluarga"
        ),
    ),
    Service(
        id="akta_pencatatan_sipil",
        name_id="Akta pencatatan sipil",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "akta, akte, akta lahir, akte lahir, akta kelahiran, akte kelahiran, akta kematian, akte "
            "kematian, akta nikah, akta cerai, akta perkawinan, akta hilang, ganti nama, pencatatan sipil"
        ),
    ),
    Service(
        id="pindah_domisili_nik",
        name_id="Pindah datang dan NIK",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "pindah datang, surat pindah, skpwni, pindah domisili, domisili, nik tidak valid, nik tidak "
            "ditemukan, nik tidak aktif, konsolidasi nik, sinkron data, data ganda, dukcapil, disdukcapil"
        ),
    ),
    Service(
        id="kia",
        name_id="Kartu Identitas Anak",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "kia, kartu identitas anak, ktp anak, bikin kia, cetak kia, kia online, syarat kia, kartu "
            "anak, kia jemput bola, kia sekolah"
        ),
    ),
    Service(
        id="sim",
        name_id="SIM",
        type="administratif",
        owner="pusat",
        keywords=phrases(
            "sim, bikin sim, buat sim, perpanjang sim, perpanjangan sim, sim a, sim c, sim mati, sim "
            "online, sinar, sim keliling, simling, satpas, ujian sim"
        ),
    ),
    Service(
        id="skck",
        name_id="SKCK",
        type="administratif",
        owner="pusat",
        keywords=phrases(
            "skck, skck online, bikin skck, buat skck, perpanjang skck, syarat skck, surat kelakuan baik, "
            "catatan kepolisian, polres skck, polsek skck, legalisir skck"
        ),
    ),
    Service(
        id="samsat_signal_pkb",
        name_id="SAMSAT, SIGNAL, pajak kendaraan",
        type="administratif",
        owner="provinsi",
        keywords=phrases(
            "samsat, signal, samsat digital, samsat keliling, pajak kendaraan, pajak motor, pajak mobil, "
            "pkb, stnk, stnk mati, balik nama, bbnkb, swdkllj, e-samsat, esamsat, pemutihan, pemutihan "
            "pajak, plat nomor, cek pajak"
        ),
    ),
    Service(
        id="pbb_bphtb",
        name_id="PBB-P2, BPHTB, pajak daerah",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "pbb, pbb-p2, pbbp2, sppt, bayar pbb, pajak bumi bangunan, njop, bphtb, tunggakan pbb, cek "
            "pbb, denda pbb, pajak restoran, pajak reklame, bapenda"
        ),
    ),
    Service(
        id="ppdb_spmb",
        name_id="PPDB/SPMB dan sekolah",
        type="jasa",
        owner="kabkota",
        keywords=phrases(
            "ppdb, spmb, zonasi, jalur afirmasi, jalur prestasi, jalur domisili, daftar sekolah, daftar "
            "ulang, pin ppdb, token ppdb, kuota sekolah, mutasi siswa, smp negeri, sma negeri, seragam "
            "sekolah, kjp, beasiswa"
        ),
    ),
    Service(
        id="bpjs_jkn",
        name_id="BPJS Kesehatan dan Mobile JKN",
        type="jasa",
        owner="pusat",
        keywords=phrases(
            "bpjs, bpjs kesehatan, jkn, mobile jkn, jkn-kis, kis, pbi, kartu sehat, bpjs nonaktif, bpjs "
            "mati, aktifkan bpjs, reaktivasi, pindah faskes, iuran bpjs, tunggakan bpjs, rujukan, uhc"
        ),
    ),
    Service(
        id="fasilitas_kesehatan",
        name_id="Puskesmas, RSUD, ambulans",
        type="jasa",
        owner="kabkota",
        keywords=phrases(
            "puskesmas, rsud, rumah sakit, igd, antrian dokter, poli, kamar penuh, ambulans, ambulan, psc "
            "119, obat kosong, imunisasi, posyandu, vaksin, dokter tidak ada"
        ),
    ),
    Service(
        id="pdam_air",
        name_id="Air bersih PDAM",
        type="barang",
        owner="kabkota",
        keywords=phrases(
            "pdam, perumda air, air mati, air tidak ngalir, air gak ngalir, air keruh, air kuning, air "
            "kecil, pipa bocor, meteran air, tagihan air, sambungan baru, tirta, air bersih"
        ),
    ),
    Service(
        id="listrik_pln",
        name_id="Listrik",
        type="barang",
        owner="pusat",
        keywords=phrases(
            "pln, listrik, mati lampu, listrik padam, pemadaman, byar pet, token listrik, tagihan "
            "listrik, tiang listrik, kabel putus, pasang listrik, gardu, meteran listrik"
        ),
    ),
    Service(
        id="internet_publik",
        name_id="Internet dan wifi publik",
        type="barang",
        owner="kabkota",
        keywords=phrases(
            "wifi, wifi publik, wifi gratis, internet desa, jaringan, sinyal, blank spot, bts, internet "
            "lemot, hotspot, kabel optik, kabel semrawut, diskominfo wifi"
        ),
    ),
    Service(
        id="perizinan_mpp",
        name_id="Perizinan, OSS, MPP",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "izin, perizinan, oss, nib, imb, pbg, slf, siup, izin usaha, izin praktik, dpmptsp, mpp, mal "
            "pelayanan publik, pirt, halal umkm, izin keramaian, izin reklame, ptsp"
        ),
    ),
    Service(
        id="bansos",
        name_id="Bantuan sosial",
        type="jasa",
        owner="kabkota",
        keywords=phrases(
            "bansos, pkh, bpnt, blt, dtks, dtsen, desil, cek bansos, sembako, bantuan tidak cair, belum "
            "cair, penerima bantuan, data bansos, kks, sktm, pip, bantuan beras, salah sasaran, tidak "
            "tepat sasaran"
        ),
    ),
    Service(
        id="jalan_pju_drainase",
        name_id="Jalan, PJU, drainase",
        type="barang",
        owner="kabkota",
        keywords=phrases(
            "jalan rusak, jalan berlubang, jalan bolong, aspal, pju, lampu jalan, lampu mati, penerangan "
            "jalan, drainase, selokan, got mampet, trotoar, jembatan rusak, banjir, genangan, dpupr"
        ),
    ),
    Service(
        id="sampah_kebersihan",
        name_id="Sampah dan kebersihan",
        type="jasa",
        owner="kabkota",
        keywords=phrases(
            "sampah, sampah menumpuk, tps, tpa, truk sampah, bau sampah, belum diangkut, retribusi "
            "sampah, buang sampah sembarangan, dlh, kebersihan, limbah, bakar sampah, sungai kotor"
        ),
    ),
    Service(
        id="transportasi_parkir",
        name_id="Transportasi publik dan parkir",
        type="jasa",
        owner="kabkota",
        keywords=phrases(
            "angkot, bus, brt, trans, halte, jadwal bus, terminal, kir, uji kir, parkir, parkir liar, "
            "juru parkir, jukir, tarif parkir, dishub, lampu merah, rambu"
        ),
    ),
    Service(
        id="ketenagakerjaan",
        name_id="Ketenagakerjaan",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "ak1, ak-1, kartu kuning, kartu pencari kerja, loker, lowongan kerja, job fair, disnaker, "
            "phk, pesangon, thr tidak dibayar, umk, umr, blk, pelatihan kerja, prakerja, bpjstk, bpjs "
            "ketenagakerjaan"
        ),
    ),
    Service(
        id="pertanahan",
        name_id="Pertanahan",
        type="administratif",
        owner="pusat",
        keywords=phrases(
            "sertifikat tanah, sertipikat, bpn, ptsl, prona, balik nama tanah, sengketa tanah, ukur "
            "tanah, atr bpn, sertifikat elektronik, ajb, girik, letter c, warkah"
        ),
    ),
    Service(
        id="paspor_imigrasi",
        name_id="Paspor",
        type="administratif",
        owner="pusat",
        keywords=phrases(
            "paspor, passport, m-paspor, mpaspor, imigrasi, perpanjang paspor, bikin paspor, kuota "
            "paspor, e-paspor, paspor hilang, kitas, kantor imigrasi"
        ),
    ),
    Service(
        id="nikah_kua",
        name_id="Nikah dan KUA",
        type="administratif",
        owner="pusat",
        keywords=phrases(
            "kua, nikah, daftar nikah, buku nikah, simkah, numpang nikah, surat pengantar nikah, n1, wali "
            "nikah, isbat nikah, kartu nikah, legalisir buku nikah"
        ),
    ),
    Service(
        id="desa_kelurahan",
        name_id="Surat desa/kelurahan/kecamatan",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "kelurahan, kantor desa, balai desa, surat pengantar, pengantar rt, pengantar rw, surat "
            "keterangan, sku, surat keterangan usaha, sktm, surat domisili, kades, lurah, camat, "
            "kecamatan"
        ),
    ),
    Service(
        id="ketertiban_darurat",
        name_id="Ketertiban, kebakaran, darurat 112",
        type="jasa",
        owner="kabkota",
        keywords=phrases(
            "112, call center, damkar, pemadam, satpol pp, pkl, bangunan liar, tawuran, balap liar, odgj, "
            "gelandangan, pengemis, kebisingan, ular, sarang tawon"
        ),
    ),
    Service(
        id="kanal_pengaduan",
        name_id="Kanal pengaduan dan PPID",
        type="administratif",
        owner="kabkota",
        keywords=phrases(
            "lapor, sp4n, lapor.go.id, sp4n lapor, qlue, jaki, ombudsman, ppid, permohonan informasi, "
            "aduan, pengaduan, hotline, wbs, call center, nomor aduan"
        ),
    ),
)
