"""What may go wrong when a server is administered, said in one English sentence. Used by db.server and app.serving."""


class ServerFault(Exception):
    """The server or what was asked of it is not as it has to be; nothing was changed."""
