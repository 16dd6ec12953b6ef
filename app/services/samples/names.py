"""Names, identity numbers and telephone numbers of the sample's people. All invented. Callers: `people`."""

import random
from collections.abc import Iterator
from datetime import date

from app.domain.identity import resident_id_check_character
from app.services.samples.offices import SAMPLE_REGION

FIXED_NAMES: tuple[tuple[str, str, str], ...] = (
    ("林致远", "男", "汉族"), ("陈思远", "男", "汉族"), ("许文博", "男", "汉族"), ("杨若琳", "女", "汉族"),
    ("吴静", "女", "汉族"), ("欧阳静怡", "女", "汉族"), ("买买提·艾力", "男", "维吾尔族"), ("郑凯", "男", "汉族"),
    ("何雨桐", "女", "汉族"), ("王嘉树", "男", "汉族"), ("赵一鸣", "男", "汉族"), ("周子涵", "女", "汉族"),
    ("孙可欣", "女", "汉族"), ("李𬭚", "男", "汉族"), ("司马承志", "男", "汉族"), ("张㛃", "女", "汉族"),
    ("单文静", "女", "汉族"), ("方明", "男", "汉族"), ("钱龘", "男", "汉族"), ("刘洋", "男", "汉族"),
    ("刘洋", "女", "汉族"), ("上官云舒", "女", "汉族"), ("阿依古丽·吐尔逊", "女", "维吾尔族"), ("仇海波", "男", "汉族"),
    ("曾一凡", "男", "汉族"), ("诸葛明", "男", "汉族"), ("解语", "女", "汉族"), ("扎西多吉", "男", "藏族"),
    ("尉迟安", "男", "汉族"), ("蓝小龙", "男", "畲族"),
)  # fmt: skip
"""(name, sex, nation): compound surnames, a dot in the name, rare characters, readings that dictionaries get
wrong (单 仇 曾 解), and two people of one name."""

_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
_MALE = ("浩然", "志强", "建国", "宇航", "俊杰", "明辉", "立新", "伟", "鹏", "国栋", "晓东", "海涛", "文斌", "子轩", "天佑", "永康", "磊", "振华", "家豪", "思源", "博文", "泽宇", "启明", "卫东")  # fmt: skip
_FEMALE = ("雪梅", "晓燕", "佳怡", "梦洁", "丽娜", "秀英", "诗涵", "婷", "敏", "慧敏", "雅文", "欣怡", "静", "春兰", "思琪", "玉洁", "海燕", "若曦", "晨曦", "文君", "珊珊", "芳", "一诺", "安琪")  # fmt: skip


def list_names(rng: random.Random) -> Iterator[tuple[str, str, str]]:
    """Yield (name, sex, nation) without end: the fixed ones first, then made ones, none twice."""
    yield from FIXED_NAMES
    used = {name for name, _, _ in FIXED_NAMES}
    while True:
        sex = "女" if rng.random() < 0.4 else "男"
        name = rng.choice(_SURNAMES) + rng.choice(_FEMALE if sex == "女" else _MALE)
        if name not in used:
            used.add(name)
            yield name, sex, rng.choice(("汉族",) * 19 + ("回族",))


def make_id_number(birth: date, serial: int, sex: str) -> str:
    """Return a number with a right checksum in a county that does not exist; odd orders are men's."""
    order = 2 * serial + (1 if sex == "男" else 0)
    body = f"{SAMPLE_REGION}{birth:%Y%m%d}{order:03d}"
    return body + resident_id_check_character(body)


def make_phone(serial: int) -> str:
    """Return 1380000xxxx: the block that examples use."""
    return f"1380000{serial:04d}"
