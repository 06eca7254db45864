"""What is looked for in papers: every item can be found in every language, and a denial is not taken for a proof."""

from pathlib import Path

import pytest

from corpus.errors import SourceBroken
from corpus.languages import load_languages
from corpus.papers import ROLES, Papers, load_papers

WHOLE = {
    "en": """The District Court of Amsterdam. Judgment of 14 February 2024. Noordzee B.V., claimant, against Alma LLP, defendant.
        The defendant did not appear. The defendant was duly served with the summons. Jurisdiction clause: article 12. The court orders payment
        of EUR 1,250,000. The judgment entered into legal force on 14 May 2024. Certified copy. Seal, signed by the clerk of the court. Apostille.
        Certified translation. Power of attorney. Receipt for the state duty. Arbitration agreement.""",
    "ru": """Арбитражный суд города Москвы. Решение от 12 марта 2024 года. Истец: ООО «Север». Ответчик: ТОО «Алма». Ответчик извещён
        надлежащим образом, в суд не явился. Договорная подсудность. Взыскать 12 500 000 рублей. Решение вступило в законную силу 13 апреля 2024 года.
        Копия верна, гербовая печать, подпись. Апостиль. Нотариально заверенный перевод. Доверенность. Квитанция об уплате госпошлины.
        Арбитражное соглашение.""",
    "kk": """Алматы қалалық соты. Шешім 12.03.2024. Талап қоюшы: «Север» ЖШС. Жауапкер: «Алма» ЖШС. Жауапкер тиісінше хабарландырылды, бірақ сотқа
        келмеді. Соттылық туралы келісім. 12 500 000 теңге өндірілсін. Шешім 13.04.2024 заңды күшіне енді. Куәландырылған көшірме, мөрі, қолы.
        Апостиль. Нотариалды куәландырылған аударма. Сенімхат. Мемлекеттік баж төленді. Төрелік келісім.""",
    "de": """Landgericht Berlin. Urteil vom 14. Februar 2024. Klägerin: Nord GmbH. Beklagte: Alma LLP. Versäumnisurteil. Die Beklagte wurde
        ordnungsgemäß geladen. Gerichtsstandsvereinbarung. Die Beklagte zahlt 1.250.000 EUR. Das Urteil ist rechtskräftig seit 14.05.2024.
        Beglaubigte Abschrift, Siegel, Unterschrift. Apostille. Beglaubigte Übersetzung. Vollmacht. Gerichtskosten bezahlt. Schiedsvereinbarung.""",
    "fr": """Tribunal de commerce de Paris. Jugement du 14 février 2024. Demanderesse: Nord SA. Défenderesse: Alma LLP. Réputé contradictoire.
        La défenderesse a été régulièrement assignée. Clause attributive de compétence. Elle paiera 1.250.000 euros. Le jugement est devenu
        définitif le 14 mai 2024. Copie certifiée conforme, sceau, signature du greffier. Apostille. Traduction assermentée. Procuration.
        Droits de greffe acquittés. Clause compromissoire.""",
    "tr": """İstanbul Asliye Ticaret Mahkemesi. Karar tarihi: 14.02.2024. Davacı: Kuzey A.Ş. Davalı: Alma LLP. Davalı duruşmaya gelmedi. Dava dilekçesi
        usulüne uygun tebliğ edildi. Yetki şartı. 1.250.000 TL ödenmesine. Karar 14.05.2024 tarihinde kesinleşmiştir. Onaylı suret, mühür, imza.
        Apostil. Yeminli tercüme. Vekaletname. Harç yatırıldı. Tahkim şartı.""",
    "zh": """上海市第一中级人民法院民事判决书。原告北方公司，被告阿尔玛公司。被告经合法传唤未到庭，缺席判决。管辖条款。被告支付人民币1250000元。
        2024年2月14日。本判决于2024年5月14日发生法律效力。本件与原本核对无异，院章，书记员签名。附加证明书。公证译文。授权委托书。案件受理费已交纳。仲裁协议。""",
}  # fmt: skip
DENIED = {
    "en": ["The judgment is not yet final.", "The decision may be appealed within a month.", "The judgment is subject to appeal."],
    "ru": ["Решение не вступило в законную силу.", "Решение может быть обжаловано в течение месяца."],
    "kk": ["Шешім заңды күшіне енген жоқ.", "Шешімге шағым жасауға болады."],
    "de": ["Das Urteil ist noch nicht rechtskräftig.", "Das Urteil ist vorläufig vollstreckbar."],
    "fr": ["Le jugement n'est pas définitif.", "Jugement susceptible d'appel."],
    "tr": ["Karar kesinleşmemiştir.", "İstinaf yolu açık olmak üzere karar verildi."],
    "zh": ["本判决尚未生效。", "如不服本判决，可在判决书送达之日起十五日内上诉。"],
}  # fmt: skip
UNSERVED = {
    "en": "The defendant was not served.",
    "ru": "Ответчик не был извещён о заседании.",
    "kk": "Жауапкер хабарландырылмаған.",
    "de": "Die Klage wurde nicht zugestellt.",
    "fr": "La défenderesse n'avait pas été assignée.",
    "tr": "Dilekçe davalıya tebliğ edilmemiştir.",
    "zh": "起诉状无法送达。",
}


@pytest.fixture(scope="module")
def papers() -> Papers:
    return load_papers()


def test_every_language_of_the_chat_has_its_signs(papers: Papers) -> None:
    assert set(papers.signs) == {*load_languages(), "any"} == {*WHOLE, "any"} == {*DENIED, "any"}


def test_every_item_can_be_found_in_every_language(papers: Papers) -> None:
    ids = {item.id for item in papers.items}
    for code, signs in papers.signs.items():
        if code != "any":
            assert ids - signs.finds.keys() - papers.signs["any"].finds.keys() == set(), code


@pytest.mark.parametrize("code", sorted(WHOLE))
def test_a_whole_file_shows_every_item(papers: Papers, code: str) -> None:
    text = " ".join(WHOLE[code].split())
    signs, shared = papers.signs[code], papers.signs["any"]
    for item in papers.items:
        patterns = [one.finds[item.id] for one in (signs, shared) if item.id in one.finds]
        assert any(pattern.search(text) for pattern in patterns), item.id
    against = [item for item, pattern in signs.against.items() if pattern.search(text)]
    assert against == []


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in DENIED.items() for text in texts])
def test_what_is_not_final_is_not_found_final(papers: Papers, code: str, text: str) -> None:
    signs = papers.signs[code]
    denied = signs.against["finality"].search(text)
    assert denied
    shown = list(signs.finds["finality"].finditer(text))
    assert all(denied.start() < match.end() and match.start() < denied.end() for match in shown)


@pytest.mark.parametrize("code", sorted(UNSERVED))
def test_what_was_not_served_is_a_sign_against(papers: Papers, code: str) -> None:
    assert papers.signs[code].against["service"].search(UNSERVED[code])


@pytest.mark.parametrize(
    "text", ["The weather in Amsterdam was fine.", "Погода была хорошей.", "Ауа райы жақсы болды.", "Das Wetter war gut.", "Il faisait beau.", "Hava güzeldi.", "天气很好。"]
)  # fmt: skip
def test_other_texts_show_nothing(papers: Papers, text: str) -> None:
    found = [
        (code, item)
        for code, one in papers.signs.items()
        for item, pattern in one.finds.items()
        if pattern.search(text)
    ]
    assert found == []


def test_items_are_labelled_where_there_is_a_frame(papers: Papers) -> None:
    ids = {item.id for item in papers.items}
    for code, language in load_languages().items():
        assert set(papers.signs[code].labels) == (ids if language.frame else set()), code
    assert papers.label("finality", "de") == papers.label("finality", "en") != papers.label("finality", "ru")
    assert {item.role for item in papers.items} == set(ROLES)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("items.toml", '[[item]]\nid = "x"\nrole = "guess"\nkinds = []\ntopics = []\nwords = []\n', "role, topic or kind"),
        ("items.toml", "[[item]\n", "items.toml"),
        ("xx.toml", 'code = "xx"\ndate = ""\n[finds]\nnothing = ["x"]\n', "no item nothing"),
        ("xx.toml", 'code = "xx"\ndate = ""\n[finds]\nsum = ["("]\n', "xx.toml"),
    ],
)  # fmt: skip
def test_a_broken_file_is_named(tmp_path: Path, name: str, content: str, says: str) -> None:
    (tmp_path / "items.toml").write_text(
        '[[item]]\nid = "sum"\nrole = "fact"\nkinds = []\ntopics = ["documents"]\nwords = ["sum"]\n', encoding="utf-8"
    )
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(SourceBroken, match=says):
        load_papers(tmp_path)
