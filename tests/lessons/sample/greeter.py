"""A program for the sample lesson's transcripts: `serve PORT`, `greet PORT NAME`, `ask` or `fail`."""

import os
import signal
import socket
import sys


def serve(port):
    with socket.create_server(("127.0.0.1", port)) as listener:
        print(f"listening on 127.0.0.1:{port}", flush=True)
        while True:
            visitor, address = listener.accept()
            with visitor:
                name = visitor.recv(100).decode()
                print(f"12:34:56.789 {name} came from 127.0.0.1:{address[1]}, id {os.urandom(8).hex()}", flush=True)
                visitor.sendall(f"welcome, {name}".encode())


def greet(port, name):
    with socket.create_connection(("127.0.0.1", port)) as visitor:
        visitor.sendall(name.encode())
        print(visitor.recv(100).decode())


def ask():
    print("who is there?", flush=True)
    name = sys.stdin.readline().strip()
    while name != "quit":
        print(f"hello, {name}", flush=True)
        name = sys.stdin.readline().strip()
    print("goodbye")


def main(words):
    if words[0] == "serve":
        serve(int(words[1]))
    elif words[0] == "greet":
        greet(int(words[1]), words[2])
    elif words[0] == "ask":
        ask()
    elif words[0] == "fail":
        print("this will not end well", flush=True)
        os.kill(os.getpid(), signal.SIGSEGV)


try:
    main(sys.argv[1:])
except KeyboardInterrupt:
    print("somebody pressed Ctrl+C")
