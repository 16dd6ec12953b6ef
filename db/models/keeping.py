"""Small facts of the working copy: which files it knows, and its settings."""

from sqlalchemy import BigInteger, Column, Named, String, Table, Text, TypedColumns

from db.models.columns import metadata


class FileColumns(TypedColumns):
    """The bytes lie in the attachment store; names stand where a record refers to the file."""

    sha256: Named[str] = Column(String(64), primary_key=True)
    size: Named[int] = Column(BigInteger)
    media_type: Named[str] = Column(Text)


file = Table("file", metadata, FileColumns, sqlite_with_rowid=False)


class SettingColumns(TypedColumns):
    key: Named[str] = Column(Text, primary_key=True)
    value: Named[str] = Column(Text)


setting = Table("setting", metadata, SettingColumns, sqlite_with_rowid=False)
