"""A character that lies across the end of a read is torn into two halves that are no text."""

GREETING = "こんにちは"  # five characters of three bytes each: fifteen bytes
HALVES = ["こん??", "?ちは"]  # what eight and seven of them are as text


def attack(s):
    server = s.start("server", "--port", "0", "--read-size", "8")
    port = server.wait_for(r"listening on .*:(\d+)")[1]

    s.tell(f"A client greets with {GREETING}: 15 bytes, 3 for each character. The server reads 8 bytes at a time\n"
           "and shows each read as text. A '?' stands for bytes that are not text.")
    s.start("client", "--port", port, GREETING).wait()
    server.wait_for("closed: ")

    reads = [line for line in server.lines if "read " in line]
    texts = [line.partition('"')[2].rstrip('"') for line in server.lines if '"' in line]
    torn = [text for text in texts if "?" in text]
    if torn == HALVES:
        return s.failure(f"the third character came in two reads, and neither is text: {' and '.join(torn)}")
    if texts != [GREETING] or len(reads) < 2:
        raise s.unclear(f"the server understood {texts} in {len(reads)} reads")
    return s.refused(f"the bytes came in {len(reads)} reads, but nothing was taken for text before its frame was whole")
