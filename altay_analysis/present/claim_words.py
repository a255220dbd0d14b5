"""Words for verdicts, kinds, readings and slips, in English and simplified Chinese."""

from __future__ import annotations

__all__ = ["ADVICE", "FORMULAS", "KINDS", "READINGS", "ROLES", "SLIPS", "STATUSES", "VERDICTS"]

VERDICTS = {
    "broken": ("do not agree", "不相符"),
    "ambiguous": ("ambiguous", "多义"),
    "not checkable": ("not checkable", "无法核对"),
    "compatible": ("compatible", "相容"),
    "confirmed": ("confirmed", "相符"),
}
"""Verdicts in the order in which a reader should meet them, in both languages."""

KINDS = {
    "share": ("Share", "占比"),
    "sum": ("Sum", "合计"),
    "difference": ("Difference", "差额"),
    "growth": ("Growth", "增幅"),
    "multiple": ("Multiple", "倍数"),
    "threshold": ("Threshold", "门槛"),
    "order": ("Order", "次序"),
    "whole": ("Whole things", "整数来源"),
    "structure": ("Structure", "构成"),
    "rate": ("Rate", "比率"),
    "base": ("Common base", "共同基数"),
    "product": ("Product", "乘积"),
    "unit": ("Unit", "单位"),
}
FORMULAS = {
    "share": ("part ÷ whole × 100", "部分 ÷ 总体 × 100"),
    "sum": ("the parts added", "各部分相加"),
    "difference": ("later − earlier", "后期 − 前期"),
    "growth": ("(later ÷ earlier − 1) × 100", "（后期 ÷ 前期 − 1）× 100"),
    "multiple": ("later ÷ earlier", "后期 ÷ 前期"),
    "threshold": ("the value against the limit", "数值与门槛相比"),
    "order": ("each figure no greater than the one before", "后一数字不大于前一数字"),
    "whole": ("a whole number of things gives the percentage", "某一整数可得出该百分比"),
    "structure": ("the parts make 100", "各部分合计为 100"),
    "rate": ("number ÷ base, per head or per mille", "数量 ÷ 基数（人均或千分比）"),
    "base": ("the bases that the figures imply must meet", "各数字所隐含的基数须有共同取值"),
    "product": ("the factors multiplied", "各因数相乘"),
    "unit": ("the unit must fit what is counted", "单位须与所计之物相配"),
}
READINGS = {
    "points": ("as points", "按百分点"),
    "relative": ("as a relative change", "按相对增幅"),
    "count": ("as growth of the count", "按个数的增幅"),
    "by": ("as grown by", "按“增长了”"),
    "to": ("as grown to", "按“增长到”"),
    "person": ("as persons", "按人数"),
    "person_time": ("as person-times", "按人次"),
}
ROLES = {
    "claimed": ("the figure itself", "该数字本身"),
    "part": ("the part", "部分"),
    "whole": ("the whole", "总体"),
    "after": ("the later figure", "后期数字"),
    "before": ("the earlier figure", "前期数字"),
    "change": ("the change", "变化量"),
    "factor": ("the other factor", "另一因数"),
    "base": ("the base", "基数"),
    "number": ("the number", "数量"),
    "person": ("a number of persons", "以人计的数字"),
    "each": ("the level of each", "各自的水平"),
}
"""Roles of a figure that a check can lack, in both languages."""

SLIPS = {
    "adjusted": (
        "a share moved so that the parts make the whole",
        "为使各部分合计为百分之百而作的调整",
    ),
    "sign": ("the sign turned", "正负号颠倒"),
    "periods": ("the two periods swapped", "两个时期互换"),
    "per_mille": ("per mille printed as percent, or the reverse", "千分比写作百分比，或相反"),
    "power_of_ten": ("a power of ten", "小数点移位"),
    "digits_swapped": ("two neighbouring digits swapped", "相邻两位数字互换"),
    "other_base": ("another printed figure as base", "以另一数字为基数"),
    "one_digit": ("one digit", "一位数字之差"),
}
STATUSES = {
    "open": ("still open", "尚未了结"),
    "reported": ("reported to the source", "已告知发布者"),
    "mended": ("mended by the source", "发布者已更正"),
}
"""What became of a finding, in both languages."""

ADVICE = {
    "broken": (
        "These figures cannot all be as printed. Ask the source which of them is off.",
        "这些数字不可能都如原文所载。可向发布者查询哪一个有出入。",
    ),
    "ambiguous": (
        "The words admit more than one meaning. Ask the source which is meant.",
        "原文文字有多种含义。可向发布者查询所指是哪一种。",
    ),
    "not checkable": (
        "A figure that the check needs is not published. Ask for it.",
        "核对所需的数字未公布。可要求公布。",
    ),
    "compatible": (
        "The figures can all be as printed, but the check does not prove it: see its power.",
        "这些数字可以同时成立，但核对不足以证明：见检验力。",
    ),
    "confirmed": (
        "What the other figures allow lies inside what is printed.",
        "其余数字所容许的范围均在原文数字的范围之内。",
    ),
}
