"""What an office opens: a page of all reports, a page for each, return sheets, a workbook, tables.

Every output takes the JSON objects of the inputs (`output.jsonl`) one by one and holds none of them; a file of such lines is enough to write
them again.
"""
