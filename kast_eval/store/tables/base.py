"""What every table shares."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import JSON, Date, MetaData
from sqlalchemy.orm import DeclarativeBase

from kast_eval.store.name_set import NameSet
from kast_eval.store.utc import UtcDateTime


class Base(DeclarativeBase):
    """Names for constraints, and one type for moments, days and documents."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        date: Date,
        datetime: UtcDateTime,
        dict[str, str]: JSON,
        dict[str, int]: JSON,
        list[dict[str, object]]: JSON,
        list[list[str]]: JSON,
        list[list[int | str]]: JSON,
        frozenset[str]: NameSet,
    }
