"""What readers leave behind who have no account: their reports about photos."""

from empirie.core.traces import Trace, register

from .reports import PhotoReport, erase_personal_data

register(
    Trace(
        what="reports about photos",
        find=lambda email: PhotoReport.objects.filter(email__iexact=email),
        erase=erase_personal_data,
    )
)
