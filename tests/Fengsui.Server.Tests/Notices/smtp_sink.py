"""A real mail server for tests: STARTTLS and AUTH required. Writes each message to a folder. Prints its port."""
import asyncio, ssl, sys, os, time, uuid
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword

folder, certificate, key = sys.argv[1:4]

class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("full@") and os.path.exists(os.path.join(folder, "full")):
            # Last of those who ask at once: what the others heard is settled by then.
            await asyncio.sleep(0.5)
            return "450 mailbox full"
        envelope.rcpt_tos.append(address)
        return "250 ok"

    async def handle_DATA(self, server, session, envelope):
        path = os.path.join(folder, uuid.uuid4().hex)
        with open(path + ".part", "wb") as f:
            f.write(("X-User: %s\r\nX-Tls: %s\r\n" % (session.auth_data.decode(), bool(session.ssl))).encode() + envelope.content)
        os.rename(path + ".part", path + ".eml")
        return "250 taken"

class Login:
    def __call__(self, server, session, envelope, mechanism, auth_data):
        if isinstance(auth_data, LoginPassword) and auth_data.login == b"fengsui" and auth_data.password == b"mail-pass":
            return AuthResult(success=True, auth_data=auth_data.login)
        return AuthResult(success=False, handled=False)

context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
context.load_cert_chain(certificate, key)
controller = Controller(Handler(), hostname="127.0.0.1", port=0, tls_context=context, require_starttls=True, auth_required=True, authenticator=Login())
controller.port = int(sys.argv[4])
controller.start()
print("ready", flush=True)
while True:
    time.sleep(1)
