"""Questions in other languages, and the English they are read as."""

import time

import pytest

from assistant.reading.gloss import Gloss, Glossary, language_of
from assistant.reading.places import Gazetteer, pair
from assistant.reading.verbs import verb_forms
from corpus.languages import Language, load_languages
from corpus.tables import load_tables


@pytest.fixture(scope="module")
def languages() -> dict[str, Language]:
    return load_languages()


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(load_tables(), ["en"])


@pytest.fixture(scope="module")
def glossary(languages: dict[str, Language], gazetteer: Gazetteer) -> Glossary:
    return Glossary(languages, gazetteer)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("а в России?", "ru"),
        ("почему?", "ru"),
        ("нет", "ru"),
        ("Что такое AIFC Court?", "ru"),
        ("Признают ли award ICC?", "ru"),
        ("Қанша уақыт бар?", "kk"),
        ("Ал Ресейде ше?", "kk"),
        ("Казакстанда ресейлик сот шешимин калай орындауга болады?", "kk"),
        ("Кандай кужаттар керек", "kk"),
        ("жоқ", "kk"),
        ("哈萨克斯坦承认美国判决吗", "zh"),
        ("ICC仲裁裁决在哈萨克斯坦可以执行吗？", "zh"),
        ("Ne kadar sürem var?", "tr"),
        ("Peki ya Rusya'da?", "tr"),
        ("Yabanci mahkeme karari Kazakistanda nasil tenfiz edilir?", "tr"),
        ("Wie lange habe ich?", "de"),
        ("Und in Russland?", "de"),
        ("Was ist in Kasachstan nötig?", "de"),
        ("Guten Tag", "de"),
        ("Et en Russie ?", "fr"),
        ("Combien ça coûte ?", "fr"),
        ("And in Russia?", "en"),
        ("Why?", "en"),
        ("exequatur", "en"),
        ("", "en"),
        ("501-3", "en"),
        ("What is частный судебный исполнитель?", "en"),
        ("What is жеке сот орындаушысы?", "en"),
        ("Does постановление count as a judgment?", "en"),
        ("What does 判决 mean?", "en"),
        ("Is a Schiedsspruch of the DIS enforceable in Kazakhstan?", "en"),
        ("Can Türkiye judgments be enforced?", "en"),
        ("What does the Cour de cassation say?", "en"),
    ],
)
def test_the_language_is_told(text: str, code: str, languages: dict[str, Language]) -> None:
    assert language_of(text, languages) == code


@pytest.mark.parametrize(
    ("code", "text", "english"),
    [
        ("ru", "решение английского суда в Казахстане", "judgment English court in Kazakhstan"),
        ("ru", "а если это арбитражное решение?", "and if it is arbitral award?"),
        ("ru", "а в России?", "and in Russia?"),
        ("ru", "почему?", "why?"),
        ("ru", "сколько у меня времени?", "how long do I have?"),
        ("ru", "Признаёт ли Россия решения китайских судов?", "does Russia recognise judgments Chinese courts?"),
        ("ru", "ст. 501(1) ГПК", "article 501(1) Code of Civil Procedure"),
        ("ru", "до 1 июля 2026 года", "before 1 July 2026"),
        ("ru", "в 2015 году", "in 2015"),
        ("ru", "договор между Казахстаном и США", "treaty between Kazakhstan and United States"),
        ("ru", "решение суда Узбекистана", "judgment of Uzbekistan"),
        ("ru", "решение High Court", "judgment High Court"),
        ("ru", "решение грузинского суда", "judgment of Georgian court"),
        ("ru", "суд Китая", "court of China"),
        ("ru", "в Дубае", "in Dubai"),
        ("kk", "Қазақстанда", "in Kazakhstan"),
        ("kk", "Ресейден", "from Russia"),
        ("kk", "Қытайдың", "of China"),
        ("kk", "АҚШ-тан", "from United States"),
        ("kk", "Ресейге қарсы", "against Russia"),
        ("kk", "2016 жылға дейін", "before 2016"),
        ("kk", "501-бап", "article 501"),
        ("kk", "Қанша уақыт бар?", "how long do I have?"),
        ("kk", "Ал төрелік шешім болса ше?", "and if arbitral award?"),
        ("zh", "在哈萨克斯坦", "in Kazakhstan"),
        ("zh", "美国的判决", "United States judgment"),
        ("zh", "中国和哈萨克斯坦之间", "between China and Kazakhstan"),
        ("zh", "2016年以前", "before 2016"),
        ("zh", "2026年7月1日", "2026-07-01"),
        ("zh", "第501条", "article 501"),
        ("tr", "Kazakistan'da", "in Kazakhstan"),
        ("tr", "Kazakistanda", "in Kazakhstan"),
        ("tr", "Rusya'dan", "from Russia"),
        ("tr", "Çin'in", "of China"),
        ("tr", "2016'dan önce", "before 2016"),
        ("tr", "Ya hakem kararı olursa?", "and if arbitral award?"),
        ("de", "Erkennt Kasachstan deutsche Urteile an?", "does Kazakhstan recognise German judgments?"),
        ("de", "am 1. Juli 2026", "on 1 July 2026"),
        ("fr", "Le Kazakhstan reconnaît-il les jugements russes ?", "does Kazakhstan recognise Russian judgments?"),
        ("fr", "Et si c'est une sentence arbitrale ?", "and if it is arbitral award?"),
    ],
)
def test_a_text_is_put_into_english(code: str, text: str, english: str, glossary: Glossary) -> None:
    assert glossary.to_english(text, code) == Gloss(text=english, unknown=())


@pytest.mark.parametrize(
    ("code", "text", "roles"),
    [
        ("ru", "решение английского суда в Казахстане", ("GB-ENG", "KZ")),
        ("ru", "Можно ли исполнить решение российского суда в Казахстане?", ("RU", "KZ")),
        ("ru", "Признаётся ли в Германии решение казахстанского суда?", ("KZ", "DE")),
        ("ru", "Признаёт ли Китай решения Казахстана без договора?", ("KZ", "CN")),
        ("ru", "Мы выиграли суд в Лондоне против казахстанской фирмы, как взыскать деньги?", ("GB-ENG", "KZ")),
        ("kk", "Англия сотының шешімін Қазақстанда қалай орындауға болады?", ("GB-ENG", "KZ")),
        ("kk", "Қытай Қазақстан сотының шешімдерін тани ма?", ("KZ", "CN")),
        ("kk", "АҚШ-тан алынған шешім Қазақстанда таныла ма?", ("US", "KZ")),
        ("kk", "Қазақстан шетелдік сот шешімдерін тани ма?", (None, "KZ")),
        ("zh", "哈萨克斯坦承认美国判决吗", ("US", "KZ")),
        ("zh", "哈萨克斯坦法院的判决在德国能否得到承认？", ("KZ", "DE")),
        ("zh", "从香港法院获得的判决可以在哈萨克斯坦承认吗？", ("HK", "KZ")),
        ("tr", "İngiliz mahkemesinin kararı Kazakistan'da tenfiz edilebilir mi?", ("GB-ENG", "KZ")),
        ("tr", "Kazakistan Türk mahkeme kararlarını tanır mı?", ("TR", "KZ")),
        ("tr", "Kazak mahkemesinin kararı Türkiye'de tanınır mı?", ("KZ", "TR")),
        ("de", "Kann ein englisches Urteil in Kasachstan vollstreckt werden?", ("GB-ENG", "KZ")),
        ("de", "Wird ein kasachisches Urteil in Deutschland anerkannt?", ("KZ", "DE")),
        ("de", "Urteile aus den Niederlanden in Kasachstan vollstrecken", ("NL", "KZ")),
        ("fr", "Un jugement kazakh est-il reconnu en France ?", ("KZ", "FR")),
        ("fr", "Un jugement rendu par un tribunal de Paris peut-il être exécuté au Kazakhstan ?", ("FR", "KZ")),
    ],
)
def test_the_roles_of_the_states_survive(
    code: str, text: str, roles: tuple[str | None, str | None], glossary: Glossary, gazetteer: Gazetteer
) -> None:
    assert pair(gazetteer.find(glossary.to_english(text, code).text)) == roles


@pytest.mark.parametrize(
    ("code", "text", "said"),
    [
        ("zh", "2013年在哈萨克斯坦执行外国判决是否需要条约？", "in 2013"),
        ("de", "War 2013 ein Vertrag nötig?", "in 2013"),
        ("kk", "700 миллион теңгелік талап", "700 million tenge"),
        ("ru", "Как зовут судью?", "what is the name of the judge"),
        ("fr", "Comment s'appelle le juge ?", "what is the name of judge"),
        ("zh", "3亿坚戈", "300 million tenge"),
        ("zh", "50万美元", "500 thousand US dollars"),
        ("ru", "3 млн тенге", "3 million tenge"),
        ("de", "2,5 Mio. Euro", "2,5 million euro"),
    ],
)
def test_years_sums_and_names_keep_their_meaning(code: str, text: str, said: str, glossary: Glossary) -> None:
    assert said in glossary.to_english(text, code).text


@pytest.mark.parametrize(
    ("code", "text", "english"),
    [
        ("ru", "Правда ли, что договора нет?", "is it true, that no treaty?"),
        ("ru", "Не знаю, что делать.", "I do not know, what should I do."),
        ("ru", "Как обжаловать определение?", "how to appeal ruling?"),
        ("ru", "Если должник умер, можно ли взыскать долг?", "if debtor died, can collect the debt?"),
        ("ru", "Исполнял ли когда-нибудь суд Китая решение?", "has ever enforced court of China judgment?"),
        ("ru", "Можно взыскать только часть?", "can collect only part?"),
        ("kk", "Борышкер төлемесе, не істейміз?", "if debtor does not pay, what should I do?"),
        ("kk", "Ол қашан күшіне енді?", "when it entered into force?"),
        ("kk", "Қанша пайыз алады?", "what percentage can?"),
        ("kk", "Мен АХҚО-да тұрамын", "I in AIFC I live"),
        ("kk", "Орындаушы Түркияға кетіп қалды", "enforcement agent to Turkey, went abroad"),
        ("tr", "Borçlu ödemezse ne olur?", "what happens if debtor does not pay?"),
        ("zh", "判决何时生效？", "when judgment entered into force?"),
    ],
)
def test_turns_of_speech_are_read_as_english_has_them(code: str, text: str, english: str, glossary: Glossary) -> None:
    assert glossary.to_english(text, code).text == english


@pytest.mark.parametrize(
    ("code", "stem", "english", "forms"),
    [
        (
            "kk",
            "төле",
            "pay, paid",
            {"төлейді": "pay", "төледім": "I paid", "төлемеген": "did not pay", "төлесе": "if pay"},
        ),
        ("kk", "шық", "leave, left", {"шығады": "leave", "шықты": "left", "шықпаса": "if does not leave"}),
        (
            "kk",
            "таны",
            "recognise, recognised",
            {"таниды": "recognise", "тану": "recognise", "танымайды": "does not recognise"},
        ),
        ("kk", "төлен", "be paid", {"төленеді": "is paid", "төленбеді": "was not paid", "төленген": "paid"}),
        (
            "tr",
            "öde",
            "pay, paid",
            {"ödüyor": "pay", "ödemedi": "did not pay", "ödeyecek": "will pay", "ödemezse": "if does not pay"},
        ),
        (
            "tr",
            "iptal et",
            "cancel, cancelled",
            {"iptal ediyor": "cancel", "iptal etti": "cancelled", "iptal edebilir miyim": "can I cancel"},
        ),
    ],
)
def test_a_verb_is_known_in_the_forms_its_harmony_asks_for(
    code: str, stem: str, english: str, forms: dict[str, str]
) -> None:
    made = dict(verb_forms(code, stem, english))
    assert {form: made.get(form) for form in forms} == forms


def test_a_word_without_english_is_dropped_and_listed(glossary: Glossary) -> None:
    assert glossary.to_english("решение абракадабра в Казахстане", "ru") == Gloss(
        text="judgment in Kazakhstan", unknown=("абракадабра",)
    )


def test_english_stays_as_it_is(glossary: Glossary) -> None:
    text = "Is a Schiedsspruch  enforceable?"
    assert glossary.to_english(text, "en") == Gloss(text=text, unknown=())


@pytest.mark.parametrize("code", ["ru", "kk", "zh", "tr", "de", "fr"])
@pytest.mark.parametrize("text", ["", " ", "?", "...", "501", "'", "«»", "§ 328(1)", "A" * 5000, "да " * 2000])
def test_odd_texts_do_no_harm(code: str, text: str, glossary: Glossary, languages: dict[str, Language]) -> None:
    assert isinstance(glossary.to_english(text, code).text, str)
    assert language_of(text, languages) in languages


def test_a_question_takes_less_than_three_milliseconds(glossary: Glossary) -> None:
    text = "Можно ли исполнить решение английского суда против ТОО в Алматы, если договора между странами нет?"
    glossary.to_english(text, "ru")
    taken = []
    for _ in range(30):
        start = time.perf_counter()
        glossary.to_english(text, "ru")
        taken.append(time.perf_counter() - start)
    assert min(taken) < 0.003
