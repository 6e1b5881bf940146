"""What a citizen's message wants, strongest first (method section 11)."""

from analytics_app.text.taxonomy.classes import Intent, phrases

INTENTS: tuple[Intent, ...] = (
    Intent(
        id="darurat",
        name_en="Emergency",
        needs_response=True,
        critical=True,
        urgent=True,
        sp4n="pengaduan_tidak_berkadar_pengawasan",
        keywords=phrases(
            "darurat, sos, tolong kebakaran, ada kebakaran, kecelakaan, butuh ambulans, ambulan, "
            "evakuasi, terjebak banjir, pohon tumbang, kabel listrik putus, gas bocor, orang hilang, "
            "tenggelam, tolong segera"
        ),
    ),
    Intent(
        id="pengaduan_pengawasan",
        name_en="Complaint with supervisory content (misconduct)",
        needs_response=True,
        critical=True,
        sp4n="pengaduan_berkadar_pengawasan",
        keywords=phrases(
            "pungli, pungutan liar, suap, korupsi, gratifikasi, penyalahgunaan wewenang, sogok, calo, "
            "jual beli jabatan, mark up, markup, fiktif, dana desa diselewengkan, kkn, nepotisme, minta "
            "uang, diminta uang, penyelewengan"
        ),
    ),
    Intent(
        id="pengaduan_layanan",
        name_en="Service complaint",
        needs_response=True,
        critical=True,
        sp4n="pengaduan_tidak_berkadar_pengawasan",
        keywords=phrases(
            "lapor, laporan, aduan, mengadu, keluhan, komplain, complain, rusak, mati, mampet, bocor, "
            "berlubang, jalan rusak, jalan bolong, lampu mati, pju mati, air mati, air keruh, sampah "
            "menumpuk, bau, belum diangkut, tidak direspon, tidak dijawab, gak dijawab, tidak dibalas, "
            "lama banget, belum jadi, ribet, dipersulit, kecewa, parah, tolong diperbaiki, mohon "
            "ditindaklanjuti"
        ),
    ),
    Intent(
        id="tanya_status",
        name_en="Status enquiry",
        needs_response=True,
        critical=False,
        sp4n="permintaan_informasi",
        keywords=phrases(
            "sudah sampai mana, sampai mana, kapan jadi, kapan selesai, kapan diproses, kapan cair, "
            "status permohonan, status pengajuan, cek status, nomor tiket, nomor registrasi, sudah jadi "
            "belum, sudah bisa diambil, progresnya, tindak lanjutnya"
        ),
    ),
    Intent(
        id="tanya_informasi",
        name_en="Information request",
        needs_response=True,
        critical=False,
        sp4n="permintaan_informasi",
        keywords=phrases(
            "apa syaratnya, apa saja syaratnya, syaratnya apa, bagaimana cara, caranya, cara daftar, "
            "gimana cara, berapa biaya, biayanya berapa, jam berapa, buka jam, jadwalnya, kapan buka, "
            "dimana, alamatnya, kontak, nomor wa, nomor telepon, mau tanya, mau nanya, izin bertanya, "
            "numpang tanya, mohon info, mohon informasi, minta info, info dong, apakah, kuota, masih buka"
        ),
    ),
    Intent(
        id="permohonan_layanan",
        name_en="Service request",
        needs_response=True,
        critical=False,
        sp4n="permintaan_informasi",
        keywords=phrases(
            "mau urus, mau ngurus, ingin mengurus, mau buat, mau bikin, mau cetak, mohon dibantu, minta "
            "tolong, bantu proses, mau daftar, daftarkan, mengajukan, ajukan permohonan, minta surat, "
            "permohonan, mau perpanjang, mau pindah"
        ),
    ),
    Intent(
        id="aspirasi",
        name_en="Aspiration or suggestion",
        needs_response=True,
        critical=False,
        sp4n="aspirasi",
        keywords=phrases(
            "usul, usulan, mengusulkan, saran, sebaiknya, seharusnya, alangkah baiknya, semoga, "
            "harapannya, berharap, mohon dipertimbangkan, bagaimana kalau, aspirasi, masukan, ide, coba "
            "dibuat"
        ),
    ),
    Intent(
        id="kritik_umum",
        name_en="General criticism without request",
        needs_response=False,
        critical=True,
        sp4n="none",
        keywords=phrases(
            "pencitraan, pencitraan mulu, gimmick, omdo, omong doang, janji manis, cuma janji, percuma, "
            "tidak berguna, gagal, memalukan, tidak kerja, makan gaji buta, gaji dari rakyat, uang "
            "rakyat, tidak peduli, nol besar, cuma foto foto"
        ),
    ),
    Intent(
        id="apresiasi",
        name_en="Praise or thanks",
        needs_response=False,
        critical=False,
        sp4n="none",
        keywords=phrases(
            "terima kasih, makasih, matur nuwun, hatur nuhun, mantap, keren, bagus, hebat, top, sukses, "
            "alhamdulillah, pelayanan bagus, ramah, cepat tanggap, good job, jempol, lanjutkan"
        ),
    ),
    Intent(
        id="klarifikasi_hoaks",
        name_en="Hoax check",
        needs_response=True,
        critical=False,
        sp4n="permintaan_informasi",
        keywords=phrases(
            "hoax, hoaks, benarkah, apakah benar, ini benar, beneran, bener gak, betulkah, akun asli, "
            "akun palsu, penipuan, nipu, klarifikasi, info ini valid, resmi tidak"
        ),
    ),
    Intent(
        id="sapaan_sosial",
        name_en="Greeting or social",
        needs_response=False,
        critical=False,
        sp4n="none",
        keywords=phrases(
            "selamat pagi, selamat siang, selamat malam, pagi min, assalamualaikum, halo, hai, hadir, "
            "nyimak, salam, semangat, wkwk, haha, aamiin, selamat ulang tahun"
        ),
    ),
    Intent(
        id="spam_promosi",
        name_en="Spam or promotion",
        needs_response=False,
        critical=False,
        sp4n="none",
        keywords=phrases(
            "slot, slot gacor, gacor, maxwin, judi, togel, pinjol, pinjaman online, dana cepat, jual "
            "follower, jasa follower, promo, diskon, open bo, klik link, cek bio, wa kami, investasi "
            "bodong, cuan"
        ),
    ),
)
