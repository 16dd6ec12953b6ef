"""The pure domain of title review. Standard library only; no Qt, no SQL, no files.

Glossary (English term used in code = Chinese term of the two seed documents):

==================  ============================================================
archive item        业绩档案条目, one entry of a person's achievement archive
section             类目 / 部分, a group of fields: archive categories 0-16, preview sections 1-19
declaration         职称申报, one person's application in one plan
plan, plan kit      申报(评审)计划, and the folder of data that describes it
employer            用人单位
acceptance point    区、县(市)受理点
HR bureau           区、县(市)人社部门
municipal unit      市直单位
committee (office)  中评委办公室 / 评委会办公室
confirm             审核无误, the employer's first act on a declaration
publicity           公示; publicity form 评审表(公示版); publicity roster 公示名单
objection           异议
pass / return / fail  通过 / 退回 / 不通过
defect              一处问题, one line of a return notice (退回意见)
material            申报材料附件
statement           本人述职
opinion             审查意见 / 审核意见
working day         工作日; make-up day 调休上班
USCC                统一社会信用代码
==================  ============================================================
"""
