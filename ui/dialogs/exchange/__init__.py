"""The sheets of the exchange with the shared database: 同步, the conflict, the last round before leaving."""
