"""So much for each, shares of one whole, changes, people, sizes: broken texts and lawful twins."""

from types import ModuleType

import pytest

from audit.checks.read_text import found_in
from shanshui.audit.checks import (
    changes,
    dual_units,
    people,
    percentages,
    products,
    ranks,
    ratios,
    reckoning,
    shares,
    sizes,
    units,
)

_HEAD = "溪口县国土空间生态修复规划（2021—2035年）\n第一章 基本情况\n溪口县国土面积1500.0平方公里。\n"

_CASES = [
    ("栽植刺槐450亩，亩均投资0.6万元，合计投资{}万元。", "270", "720", "AUDIT-TIMES", products),
    ("护栏每公里造价1.5万元，建设护栏24公里，造价{}万元。", "36", "63", "AUDIT-TIMES", products),
    ("新增林地2400公顷，每公顷年固碳4吨，年固碳量{}吨。", "9600", "96000", "AUDIT-TIMES", products),
    ("涉及牧户1250户，共5000人，户均{}人。", "4", "7", "AUDIT-TIMES", products),
    ("回填面积6.4公顷，回填厚度0.5米，回填量{}万立方米。", "3.2", "32", "AUDIT-TIMES", products),
    ("该片治理草地2400公顷。\n其中补播每亩投入150元，共投入{}万元。", "540", "5400", "AUDIT-TIMES", products),
    ("护林员每人每年补助9600元，聘用护林员50人，年补助资金{}万元。", "48", "84", "AUDIT-TIMES", products),
    ("建成水厂一座，日供水1500立方米。\n全年供水{}万立方米。", "54.75", "547.5", "AUDIT-TIMES", products),
    ("清淤渠道15公里，宽2米，清淤面积{}公顷。", "3", "5", "AUDIT-TIMES-LIKELY", products),
    ("侧柏造林每公顷{}株，即每亩111株。", "1665", "1965", "AUDIT-DUAL", dual_units),
    ("灌木密度为2500株/公顷（{}株/亩）。", "167", "267", "AUDIT-DUAL", dual_units),
    ("油松株行距2m×2m，每公顷栽植{}株。", "2500", "3500", "AUDIT-SPACING", dual_units),
    ("与2012年相比，沙化面积由60公顷减到45公顷，减少15公顷，减幅{}%。", "25", "33.3", "AUDIT-CHANGE", changes),
    ("冰川面积净减少12平方公里，由2000年的48平方公里降至2020年的{}平方公里。", "36", "38", "AUDIT-CHANGE", changes),
    ("水位由2010年的96米下降至2020年的90米，年均下降{}米。", "0.6", "0.9", "AUDIT-CHANGE", changes),
    ("2018年治理沟道30公里，2020年治理沟道42公里，增加{}公里。", "12", "22", "AUDIT-CHANGE", changes),
    ("较2016年的80公顷减少30公顷，现为{}公顷。", "50", "40", "AUDIT-CHANGE", changes),
    (
        "2020年林草覆盖率为51.2%。\n到2030年林草覆盖率达到54%，较2020年提高{}个百分点。",
        "2.8",
        "3.8",
        "AUDIT-CHANGE",
        changes,
    ),
    ("游客由2019年的20万人次增加到2021年的50万人次，增长{}倍。", "1.5", "2.5", "AUDIT-CHANGE-LIKELY", changes),
    ("湿地保护率由51%提高到{}%。", "56", "46", "AUDIT-CHANGE-WAY", changes),
    ("微度侵蚀占侵蚀总面积的40%，轻度侵蚀占35%，中度侵蚀占{}%。", "25", "35", "AUDIT-SHARE-SUM", shares),
    ("按坡度分，5°以下占30%，5°～15°占45%，15°以上占{}%。", "25", "20", "AUDIT-SHARE-SUM", shares),
    ("甲、乙、丙三片分别占沙地的50%、30%和{}%。", "20", "40", "AUDIT-SHARE-SUM", shares),
    ("针叶林占林地的55%，人工林占{}%，经济林占20%。", "25", "48", "AUDIT-SHARE-SUM-LIKELY", shares),
    ("水源地4200公顷，约占公园总面积（10500公顷）的{}%。", "40", "46", "AUDIT-SHARE", shares),
    ("其干流以上集水面积480平方公里，占全县国土面积的{}%。", "32", "23", "AUDIT-SHARE", shares),
    ("甲项900万元、乙项600万元，分别占总投资1500万元的60%、{}%。", "40", "50", "AUDIT-SHARE", shares),
    ("现有草地8000公顷，其中退化草地占25%。\n经调查，退化草地为{}公顷。", "2000", "2600", "AUDIT-SHARE-LIKELY", shares),
    ("全县总人口15.2万人。\n工程直接受益人口{}万人。", "9.8", "19.8", "AUDIT-PEOPLE", people),
    ("全县总人口15.2万人。\n工程服务{}万人。", "9.8", "19.8", "AUDIT-PEOPLE-LIKELY", people),
    ("全县人均水资源量1800立方米。\n人均水资源量{}立方米，偏紧。", "1800", "180", "AUDIT-HEAD", people),
    ("全县人均水资源量约1800立方米。\n人均水资源量{}立方米，偏紧。", "1850", "180", "AUDIT-HEAD-LIKELY", people),
    ("水土流失面积300平方公里，水土保持率{}%。", "80", "90", "AUDIT-RATIO", ratios),
    ("森林面积900平方公里，森林覆盖率{}%。", "60.0", "47.3", "AUDIT-RATIO-LIKELY", ratios),
    ("石漠化以东部面积最大，为86平方公里，其次为南部{}平方公里。", "52", "92", "AUDIT-RANK", ranks),
    ("各村造林面积从大到小依次为王村60公顷、李村40公顷、张村{}公顷。", "25", "52", "AUDIT-RANK", ranks),
    ("共有险段40处，已加固28处，改线6处，尚余{}处。", "6", "15", "AUDIT-REST-LIKELY", reckoning),
    ("有断面20个、站点24个，其中达标的18个，达标率{}%。", "75", "95", "AUDIT-RATE-LIKELY", reckoning),
    ("林地约2000公顷（合{}万亩）。", "3", "5", "AUDIT-DUAL-LIKELY", dual_units),
    ("甲类用地占规划范围的{}%。", "60", "160", "AUDIT-OVER-LIKELY", percentages),
    ("瞭望塔海拔{}米。", "935", "9350", "AUDIT-SIZE", sizes),
    ("新建生态步道{}。", "3公里", "3公顷", "AUDIT-UNIT-THING-LIKELY", units),
    ("清淤量达{}。", "2万立方米", "2万公顷", "AUDIT-UNIT-THING", units),
    ("设置12块宣传牌、8个垃圾箱、{}界桩。", "30根", "30", "AUDIT-UNIT-MISSING-LIKELY", units),
    ("弃渣平均运距{}。", "8公里", "8米", "AUDIT-SIZE-LIKELY", sizes),
]


@pytest.mark.parametrize(("text", "right", "wrong", "code", "topic"), _CASES)
def test_an_amount_that_follows_from_others_is_held_to_them(
    text: str, right: str, wrong: str, code: str, topic: ModuleType
) -> None:
    assert found_in(_HEAD + text.format(right) + "\n", topic) == ()
    assert code in [f.code for f in found_in(_HEAD + text.format(wrong) + "\n", topic)]


@pytest.mark.parametrize(
    "text",
    [
        "项目总投资5000万元，治理面积1200公顷，亩均补助200元。",
        "新建水窖35口，每口容积50立方米，总投资42万元，开挖土方2600立方米。",
        "建水窖35口、沉沙池20座，每口投资1.2万元，共投资60万元。",
        "每年管护费用120万元，管护期3年，总投资5000万元。",
        "农业人口21.2万人，耕地面积39000公顷，农业人口人均耕地2.76亩，全县人均耕地1.8亩，总人口32.5万人。",
        "河道长12公里，平均河宽35米，流域面积86平方公里。",
        "每亩补助500元，其中中央补助300元，共退耕2000亩，中央补助60万元，省级补助40万元。",
        "与2012年相比，草地减少41公顷，林地由1269公顷增加到1284公顷。",
        "投资由100万元增加到150万元，增长50%，带动产值增加30%。",
        "森林覆盖率、湿地保护率分别为58.2%、45%，到2025年分别达到60.5%、50%，分别提高2.3个、5个百分点。",
        "水质优良比例由85%提高到95%，比全国平均水平提高8个百分点。",
        "产值由2015年的200亿元增长到2020年的300亿元，年均增长8.4%。",
        "影像分辨率由30米提高到2米，综合考核由第30位上升到第21位，地下水埋深由7.8米下降到8.2米。",
        "2015年轻度侵蚀占60%，2020年轻度侵蚀占52%；北部轻度侵蚀占62%，南部轻度侵蚀占48%。",
        "甲项目中央资金占60%，地方资金占40%；乙项目中央资金占80%，地方资金占20%。",
        "工程费用占85%，其中土建工程占60%，设备占25%；独立费用占10%，预备费占5%。",
        "林地面积12万公顷，占全省的3%，占全州林地的12%。",
        "全县总人口18.6万人，惠及下游人口45万人，受益群众21.5万人次。",
        "人均公园绿地面积12.5平方米，到2025年人均公园绿地面积达到14平方米，乡镇人均公园绿地面积8平方米。",
        "坡改梯600公顷，亩均投资3000元，其中机械费用1800元，人工费用1200元，总投资2700万元。",
        "中央财政占总投资的60%（3000万元），省级财政占20%（1000万元），社会资本占20%。",
        "面积最大的是东片，为60公顷，西片25公顷，其余为零散地块。",
    ],
)
def test_lawful_amounts_side_by_side_are_left_alone(text: str) -> None:
    topics = (changes, dual_units, people, products, ranks, ratios, shares, sizes)
    assert [f.code for f in found_in(_HEAD + text + "\n", *topics)] == []
