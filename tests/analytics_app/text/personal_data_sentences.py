"""Sentences with personal data and without, written for these tests. Nobody in them exists.

Each entry of WITH is (sentence, the kinds in it, in order); each of WITHOUT holds nothing to mask.
"""

CARRIERS = (
    "{}",
    "min tolong cek {}",
    "{} sudah saya kirim kemarin",
    "Halo kak, {} ya, terima kasih",
    "Mohon bantuannya ({})",
    "data saya: {}. Kapan selesai?",
    "{}\nsudah sebulan belum jadi",
    "@dinas_contoh {} gimana ini",
)
NIK = (
    "NIK 3327010101900001",
    "nik: 3578124408850002",
    "NIK3327014107990003",
    "no ktp 1271050505700004",
    "3374.06.170892.0005",
    "33 74 06 170892 0006",
    "ktp nya 7371-0123-0488-0007",
    "NIK saya 3201 0212 0675 0008",
    "nik=9171030303030009",
    "(3515086502010010)",
    "NIK ku adalah 6471052811650011",
    "nonik 5171011206830012",
)
FAMILY_CARD = (
    "KK 3327010101150013",
    "no KK: 3578120202160014",
    "nomor KK saya 1271050303170015",
    "kartu keluarga 3374060404180016",
    "No. KK 7371010505190017",
    "kk baru 3201020606200018",
    "nokk 9171030707210019",
    "Kartu Keluarga nomor 3515080808220020",
)
PHONE = (
    "081234567890",
    "0812-3456-7890",
    "0812 3456 7890",
    "+62 812 3456 7890",
    "+6281234567890",
    "62812-3456-7890",
    "(024) 7654321",
    "024-7654321",
    "0271 654321",
    "hp 0857.1234.5678",
    "WA 08123456789",
    "wa.me/6281234567890",
    "telp 0341-555666",
    "nomor saya 0899 1234 567",
    "cp 082112345678",
    "nohp:085712345678",
    "021 5551234",
    "call 0878-1234-567",
    "00628123456789",
    "+65 9123 4567",
    "(0812)34567890",
    "0822 11 22 33 44",
)
EMAIL = (
    "warga.contoh@gmail.com",
    "contoh_123@yahoo.co.id",
    "a.b-c@kantor.example",
    "WARGA@OUTLOOK.COM",
    "warga @gmail.com",
    "warga@gmail",
    "email saya contoh+ktp@icloud.com",
    "mail: satu.dua@mail.contoh.go.id",
)
PLATE = (
    "B 1234 XYZ",
    "H 4321 AB",
    "AB1234CD",
    "plat nomor AD 5678 EF",
    "nopol g 12 ab",
    "motor L-2345-QR",
    "N 999 ZZ",
    "plat k 3456 lm",
    "DK 7890 FG",
    "mobil BK 1122 HI",
    "no polisi w 77 xy",
    "nopol: AA 6543 TU",
    "KT 2468 OP",
    "D 1357 ACE",
)
ADDRESS = (
    "Jl. Melati No. 12",
    "jalan Kenanga Raya nomor 5A",
    "Jl Mawar no.7 RT 03/RW 05",
    "gang Delima no 3",
    "Gg. Buntu No 18B",
    "Perum Griya Contoh Blok C2 no 14",
    "perumahan Asri Indah blok B-7",
    "jln. Anggrek II No. 22/4",
    "komplek Damai blok AA/12",
    "JL. PAHLAWAN CONTOH NO. 101",
    "dusun Sukamaju no 9 rt 02 rw 01",
    "Jalan Dr. Contoh No. 45, RT 1 RW 2",
    "jl. cempaka putih nomer 8",
    "Jl Kamboja No:31",
)
BANK_ACCOUNT = (
    "rekening BCA 1234567890",
    "no rek 0987654321",
    "norek: 1122-3344-55667",
    "BRI 1234-01-567890-50-1",
    "Mandiri 123 00 4567890 1",
    "transfer ke BNI 2345678901 a.n. Contoh",
    "nomor rekening saya 7654321098",
    "rek bsi 7123456789",
    "Bank Jateng a/n Warga 2012345678",
    "rek. BTN 0001234567890123",
)
PUPIL = ("NISN 0123456789", "nisn: 9876543210", "NISN anak saya 0012345678", "nisn nya 0098765432")

KINDS = {
    "[NIK]": NIK, "[KK]": FAMILY_CARD, "[TELP]": PHONE, "[EMAIL]": EMAIL, "[PLAT]": PLATE, "[ALAMAT]": ADDRESS,
    "[REKENING]": BANK_ACCOUNT, "[NISN]": PUPIL,
}  # fmt: skip
WITH = [
    (carrier.format(written), [kind])
    for kind, forms in KINDS.items()
    for number, written in enumerate(forms)
    for carrier in (CARRIERS[number % 8], CARRIERS[(number + 3) % 8])
] + [
    ("Nama Contoh, NIK 3327010101900001, KK 3327010101150013, hp 081234567890", ["[NIK]", "[KK]", "[TELP]"]),
    ("Rumah di Jl. Melati No. 12, telepon 024-7654321, mobil B 1234 XYZ", ["[ALAMAT]", "[TELP]", "[PLAT]"]),
    ("anak saya NISN 0123456789 ditolak, hubungi 081234567890", ["[NISN]", "[TELP]"]),
    ("sudah transfer ke BCA 1234567890, bukti ke warga.contoh@gmail.com", ["[REKENING]", "[EMAIL]"]),
    ("NIK 3327010101900001 dan NIK 3578124408850002 tertukar", ["[NIK]", "[NIK]"]),
    ("٠٨١٢٣٤٥٦٧٨٩٠ itu nomor saya", ["[TELP]"]),
]

WITHOUT = """
tiket #1234567890123456 belum dijawab
nomor tiket LAPOR 10293847 sudah sebulan
aduan no. 5566778 belum ada tindak lanjut
pesanan INV2026031500012345 belum dikirim
nomor pesanan ORD1234567890123456 hilang
resi JP1234567890 tidak terlacak
kode booking ABC123XYZ
nomor antrian A012 dipanggil dua kali
tiket ADU-2026-0003344 ditutup sepihak
nomor registrasi REG20260301001
laporan #20260315-000123 ditolak
ref: TRX9988776655443322
biaya Rp 1.500.000 katanya gratis
tagihan Rp1234567890 tidak masuk akal
anggaran Rp 12.345.678.901.234 untuk jalan
retribusi rp. 25000 per bulan
denda IDR 1000000000
dana desa sebesar 1.234.567.890 rupiah
gaji 4.500.000 per bulan
harga naik dari 12.000 ke 15.500
bantuan 600 ribu belum cair
APBD 2.345.678.000.000
dipungut 50rb tiap orang
pajak motor 187.500
tanggal 17-08-2026 kantor tutup
sejak 2026-03-15 air mati
tgl 01/02/2026 sampai 05/02/2026
pukul 08.00-15.00 WIB
jam 07:30 sampai 16:00
tahun 2019 2020 2021 2022 belum diperbaiki
2021, 2022, 2023, 2024 tidak pernah diaspal
21-10-2025 08:15:30 listrik padam
periode 01.01.2026-31.12.2026
20260315 102030 catatan waktu
tahun anggaran 2025/2026
tanggal lahirnya lupa
kode pos 52312
kode pos 60111 Surabaya
RT 03 RW 05 Kelurahan Contoh
rt 1/rw 2 gelap gulita
RT.004/RW.012 belum dapat bansos
Jl. Pahlawan rusak parah
jalan Sudirman macet sejak pagi
di Jl Ahmad Yani ada 3 lubang besar
gang Delima banjir 50 cm
jalan utama desa sepanjang 300 meter
perumahan Griya Contoh gelap, 12 lampu mati
Jl. Diponegoro depan pasar ada 2 pohon tumbang
jalan tol km 123 arah timur
jalan Provinsi km 12 longsor
jalan rusak no respon
simpang empat Jl. Gajah Mada lampu merah mati 2 hari
blok pasar sebelah timur kotor
KM 300 M dari sini
lebar jalan 3 M dan panjang 200 M
K 500 M lagi sampai
daya 1300 VA sering turun
lampu LED 100 W
truk muatan 8000 KG lewat
luas 250 HA sawah kering
air setinggi 120 CM
pipa PVC 400 MM pecah
SMA N 1 Contoh
SMP Negeri 12 penuh
SD N 3 rusak atapnya
bus nomor 12 A terlambat
trayek 07 B tidak jalan
gedung B lantai 3
loket A 12 kosong
ruang D 301
pasal 28 D ayat 1
UU 27 tahun 2022
perda nomor 5 tahun 2021
Perwali No. 12/2024
SK nomor 440/123/2026
surat nomor 005/1234/DPU
PP 94 2021 disiplin PNS
Covid-19 varian B.1.617
vaksin dosis 2
suhu 38,5 derajat
tensi 120/80
peringkat 3 dari 35
skor 4,5 dari 5
100% gratis
lebih dari 1.000 orang
sekitar 12.345 warga
penduduk 1.234.567 jiwa
nilai 98,76
telepon tidak diangkat
nomor WA tidak aktif
call center 112 sibuk
hubungi 110 atau 119 saja
hotline 1500567 tidak menjawab
lapor ke 1708 tidak dibalas
SMS ke 1717
https://contoh.id/aduan/1234567890123456
twitter.com/i/status/1234567890123456789
https://contoh.id/?id=081234567890
lihat www.contoh.go.id/berita/20260315001
link contoh.id/081234567890123
@warga_contoh tolong dibantu
@dinas.contoh kapan buka
cek akun @pemkot_contoh
a@b
harga 5@1000
email tidak dibalas
rekening listrik naik terus
rekening air bulan 03 mahal
bayar di BCA atau BRI
antre di Bank Jateng 2 jam
Mandiri tutup jam 3
rek korannya belum ada
saldo BRI Rp 1234567890
transfer BCA sebesar 1.500.000.000
NIK saya tidak valid
KK hilang bagaimana cara urus
syarat: fotokopi KK 2 lembar
NIK harus 16 digit
KTP 3 bulan belum jadi
NISN anak saya belum keluar
plat nomor belum jadi 5 tahun
nopol tidak terbaca kamera
plat merah parkir sembarangan
plat B banyak di sini
antrean 250 orang
nomor urut 1234567
versi 2.10.3
IP 192.168.10.20
koordinat -6.9666, 110.4167
-7.250445, 112.768845 lokasi lubang
id pelanggan 12345
meteran 0012345
stand meter 1234 ke 1290
5 x 12 cm
1 2 3 4 tes
skor 2-1 menang
3 hari 2 malam
24 jam
7x24 jam
semester 1 2026
kelas 6 SD
umur 7 tahun
angkatan 45
Rp0
no 1 di Indonesia
No. 1
""".strip().splitlines()
