"""Addresses of the sign-in, under /admin/sign-in/. Outside Wagtail's own, which want a whole sign-in."""

from django.urls import path

from . import entrance, own_screens, passkeys, stale_forms

app_name = "sign_in"
urlpatterns = [
    path("", own_screens.overview, name="overview"),
    path("second-step/", entrance.second_step, name="second_step"),
    path("leave/", entrance.leave, name="leave"),
    path("session/", stale_forms.session, name="session"),
    path("set-up/", own_screens.set_up, name="set_up"),
    path("set-up/app/", own_screens.add_app, name="add_app"),
    path("set-up/passkey/begin/", passkeys.BeginRegistration.as_view(), name="begin_registration"),
    path("set-up/passkey/complete/", passkeys.CompleteRegistration.as_view(), name="complete_registration"),
    path("passkey/begin/", passkeys.BeginUse.as_view(), name="begin_use"),
    path("passkey/complete/", passkeys.CompleteUse.as_view(), name="complete_use"),
    path("remove/", own_screens.remove, name="remove"),
    path("recovery-codes/", own_screens.codes, name="codes"),
    path("confirm/", own_screens.confirm, name="confirm"),
    path("sign-out/", own_screens.sign_out, name="sign_out"),
]
