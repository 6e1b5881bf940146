"""Words that say nothing of what a text is about: Indonesian and regional function words, and those of talk."""

from analytics_app.text.taxonomy.classes import phrases
from analytics_app.text.taxonomy.words import STOPWORDS_EXTRA

_INDONESIAN = phrases(
    "ada, adalah, adanya, agak, agar, akan, akhirnya, aku, alias, amat, anda, antar, antara, apa, apabila, apakah, "
    "apalagi, atas, atau, bagai, bagaimana, bagaimanapun, bagi, bahkan, bahwa, bahwasanya, baik, bakal, banyak, "
    "baru, bawah, beberapa, begini, begitu, begitulah, belum, benar, berapa, berbagai, berikut, bersama, biar, "
    "biasanya, bila, bisa, boleh, bukan, bukankah, bukannya, cuma, cukup, dahulu, dalam, dan, dapat, dari, daripada, "
    "demi, demikian, dengan, depan, di, dia, dimana, dini, diri, dirinya, dulu, entah, guna, hal, hampir, hanya, "
    "harus, harusnya, hendak, hingga, ia, ialah, ingin, ini, inilah, itu, itulah, jadi, jangan, jika, juga, justru, "
    "kala, kalau, kalian, kami, kamu, kapan, karena, kata, katanya, ke, kecuali, kemana, kemarin, kemudian, kenapa, "
    "kepada, kini, kita, lagi, lain, lainnya, lalu, lama, lebih, lewat, luar, maka, makin, malah, mana, masih, "
    "masing, maupun, mau, melalui, memang, mengapa, menjadi, menurut, merasa, mereka, merupakan, meski, meskipun, "
    "mohon, mungkin, namun, nanti, nya, oleh, orang, pada, padahal, paling, para, pasti, per, pernah, pula, pun, "
    "punya, rasa, saat, saja, sama, sambil, sampai, sana, sang, sangat, saya, se, sebab, sebagai, sebagaimana, "
    "sebaiknya, sebelum, sebelumnya, sebuah, secara, sedang, sedangkan, segala, segera, sehingga, sejak, sekali, "
    "sekarang, sekitar, selain, selalu, selama, seluruh, semoga, semua, semuanya, sendiri, seorang, seperti, sering, "
    "serta, sesuai, sesuatu, setelah, setiap, sini, situ, suatu, sudah, supaya, tadi, tanpa, tapi, telah, tentang, "
    "tentu, terhadap, terjadi, terkait, terlalu, termasuk, ternyata, tersebut, terus, tetap, tetapi, tiap, tidak, "
    "toh, tolong, untuk, usah, wah, walau, walaupun, yaitu, yakni, yang"
)
_OF_TALK = phrases(
    "assalamualaikum, wr, wb, selamat, pagi, siang, sore, malam, terima, kasih, banget, coba, gitu, gini, bang, mas, "
    "nggih, njih, mbak, mba, bro, om, tante, dik, adik, kakak, permisi, maaf, oke, ok, sip, siap, hehehe, hahaha, "
    "haha, hmm, http, com, www, yg, lho, ah, eh, oh, nah, ayok, mari, cek, dong, loh, masa, kayak, doang, biar, bikin"
)
_REGIONAL = phrases(
    "iki, iku, kuwi, opo, ono, wes, wis, karo, sing, kanggo, nang, neng, ning, ora, durung, ojo, aja, kok, rek, "
    "teu, henteu, aya, naon, kumaha, atuh, jeung, keur, pikeun, anu, geus, sok, mah, teh, "
    "indak, ndak, alun, lah, baa, dek, jo, nan, ambo, awak, apo"
)
_ENGLISH = phrases(
    "the, and, for, with, you, your, this, that, are, was, from, have, not, but, all, can, our, new"
)

STOP_WORDS = frozenset((*_INDONESIAN, *_OF_TALK, *_REGIONAL, *_ENGLISH)) | STOPWORDS_EXTRA
