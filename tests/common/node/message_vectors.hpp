// The messages that docs/protocol.md shows in sections 20 and 21; tests/interop checks them with
// Python.
#pragma once

#include <string>
#include <vector>

namespace vectors {

inline const std::vector<std::string> node{
    (R"({"height":1,"kind":"tip","tip":"0000a8835d77f3dd58893e53da5ab9c190746252f00f8048)"
     R"(ee5ebf2035302241","work":"000000000000000000000000000000000000000000000000000000)"
     R"(0000010001"})"),
    (R"({"kind":"get_headers","locator":["0000a8835d77f3dd58893e53da5ab9c190746252f00f80)"
     R"(48ee5ebf2035302241","81d86439c12072eb0e0fa71a27f548ebb9b714770e3ec4a32798069de3e)"
     R"(0690f"]})"),
    (R"({"headers":["010000000f69e0e39d069827a3c43e0e7714b7b9eb48f5271aa70f0eeb7220c1396)"
     R"(4d881d8d756ee29ec6a0651d3503a57346340dfd2e7e414b27a488bd235122b7618c205b95569fff)"
     R"(f001fdcdb0000"],"kind":"headers"})"),
    R"({"headers":[],"kind":"headers"})",
    (R"({"header":"010000000f69e0e39d069827a3c43e0e7714b7b9eb48f5271aa70f0eeb7220c13964d)"
     R"(881d8d756ee29ec6a0651d3503a57346340dfd2e7e414b27a488bd235122b7618c205b95569ffff0)"
     R"(01fdcdb0000","kind":"coming"})"),
    (R"({"hashes":["0000a8835d77f3dd58893e53da5ab9c190746252f00f8048ee5ebf2035302241"],")"
     R"(kind":"get_blocks"})"),
    (R"({"block":{"header":"010000000f69e0e39d069827a3c43e0e7714b7b9eb48f5271aa70f0eeb72)"
     R"(20c13964d881d8d756ee29ec6a0651d3503a57346340dfd2e7e414b27a488bd235122b7618c205b9)"
     R"(5569ffff001fdcdb0000","transactions":[{"coinbase":{"height":1,"network":"81d8643)"
     R"(9c12072eb0e0fa71a27f548ebb9b714770e3ec4a32798069de3e0690f"},"outputs":[{"address)"
     R"(":"sb16kl5507vuutmqwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","amount":60},{)"
     R"("address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","amoun)"
     R"(t":40}]}]},"kind":"block"})"),
    (R"({"hash":"0000a8835d77f3dd58893e53da5ab9c190746252f00f8048ee5ebf2035302241","kind)"
     R"(":"no_block"})"),
    (R"({"ids":["df36d28b1d57363014a63e55ff91f278ba7566749576a648fa85cff687d932d2"],"kin)"
     R"(d":"have"})"),
    (R"({"ids":["df36d28b1d57363014a63e55ff91f278ba7566749576a648fa85cff687d932d2"],"kin)"
     R"(d":"get_payments"})"),
    (R"({"kind":"payments","payments":[{"inputs":[{"index":0,"signature":"3b01d48b355509)"
     R"(fe431b1fe5da37b5555b7973f0e45cece4a8888128af22827436e0871a2de8aeea8e273aa6e687af)"
     R"(5179cf481e83113e6a95e207c497a80d01","transaction":"c218762b1235d28b487ab214e4e7d)"
     R"(2df406334573a50d351066aec29ee56d7d8"},{"index":1,"signature":"efa5054590c82653aa)"
     R"(9690577e1e7682305fb68d2d3ca81a164ab51f5f8933388ce815e91956d7e13f50625fff8fb5b8e6)"
     R"(0470ca136f23470fb24c8650de5904","transaction":"c218762b1235d28b487ab214e4e7d2df4)"
     R"(06334573a50d351066aec29ee56d7d8"}],"note":{"app":"memo","text":"お前すげー: \"thank\")"
     R"( \\ you\n"},"outputs":[{"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5npl)"
     R"(smee67y4kq7mna8f","amount":98}]}]})")};
inline const std::vector<std::string> light{
    (R"({"height":1,"kind":"tip","tip":"0000a8835d77f3dd58893e53da5ab9c190746252f00f8048)"
     R"(ee5ebf2035302241","work":"000000000000000000000000000000000000000000000000000000)"
     R"(0000010001"})"),
    (R"({"kind":"get_headers","locator":["0000a8835d77f3dd58893e53da5ab9c190746252f00f80)"
     R"(48ee5ebf2035302241","81d86439c12072eb0e0fa71a27f548ebb9b714770e3ec4a32798069de3e)"
     R"(0690f"]})"),
    (R"({"headers":["010000000f69e0e39d069827a3c43e0e7714b7b9eb48f5271aa70f0eeb7220c1396)"
     R"(4d881d8d756ee29ec6a0651d3503a57346340dfd2e7e414b27a488bd235122b7618c205b95569fff)"
     R"(f001fdcdb0000"],"kind":"headers"})"),
    (R"({"addresses":["sb16kl5507vuutmqwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","s)"
     R"(b1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f"],"kind":"watch"})"),
    (R"({"kind":"waiting","payments":[{"payment":{"inputs":[{"index":0,"signature":"3b01)"
     R"(d48b355509fe431b1fe5da37b5555b7973f0e45cece4a8888128af22827436e0871a2de8aeea8e27)"
     R"(3aa6e687af5179cf481e83113e6a95e207c497a80d01","transaction":"c218762b1235d28b487)"
     R"(ab214e4e7d2df406334573a50d351066aec29ee56d7d8"},{"index":1,"signature":"efa50545)"
     R"(90c82653aa9690577e1e7682305fb68d2d3ca81a164ab51f5f8933388ce815e91956d7e13f50625f)"
     R"(ff8fb5b8e60470ca136f23470fb24c8650de5904","transaction":"c218762b1235d28b487ab21)"
     R"(4e4e7d2df406334573a50d351066aec29ee56d7d8"}],"note":{"app":"memo","text":"お前すげー:)"
     R"( \"thank\" \\ you\n"},"outputs":[{"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeaj)"
     R"(qu3smr5nplsmee67y4kq7mna8f","amount":98}]},"spends":[{"address":"sb16kl5507vuutm)"
     R"(qwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","amount":60},{"address":"sb1anqm)"
     R"(tpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","amount":40}]}]})"),
    R"({"kind":"waiting","payments":[]})",
    (R"({"id":"df36d28b1d57363014a63e55ff91f278ba7566749576a648fa85cff687d932d2","kind":)"
     R"("gone","reason":"it was not mined in time"})"),
    (R"({"above":0,"kind":"get_records","through":"0000a8835d77f3dd58893e53da5ab9c190746)"
     R"(252f00f8048ee5ebf2035302241"})"),
    (R"({"above":0,"kind":"records","records":[{"height":1,"index":0,"siblings":[],"spen)"
     R"(ds":[],"transaction":{"coinbase":{"height":1,"network":"81d86439c12072eb0e0fa71a)"
     R"(27f548ebb9b714770e3ec4a32798069de3e0690f"},"outputs":[{"address":"sb16kl5507vuut)"
     R"(mqwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","amount":60},{"address":"sb1anq)"
     R"(mtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","amount":40}]}}],"upto")"
     R"(:1})"),
    R"({"kind":"other_history"})",
    (R"({"kind":"pay","payment":{"inputs":[{"index":0,"signature":"3b01d48b355509fe431b1)"
     R"(fe5da37b5555b7973f0e45cece4a8888128af22827436e0871a2de8aeea8e273aa6e687af5179cf4)"
     R"(81e83113e6a95e207c497a80d01","transaction":"c218762b1235d28b487ab214e4e7d2df4063)"
     R"(34573a50d351066aec29ee56d7d8"},{"index":1,"signature":"efa5054590c82653aa9690577)"
     R"(e1e7682305fb68d2d3ca81a164ab51f5f8933388ce815e91956d7e13f50625fff8fb5b8e60470ca1)"
     R"(36f23470fb24c8650de5904","transaction":"c218762b1235d28b487ab214e4e7d2df40633457)"
     R"(3a50d351066aec29ee56d7d8"}],"note":{"app":"memo","text":"お前すげー: \"thank\" \\ you)"
     R"(\n"},"outputs":[{"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y)"
     R"(4kq7mna8f","amount":98}]}})"),
    (R"({"id":"df36d28b1d57363014a63e55ff91f278ba7566749576a648fa85cff687d932d2","kind":)"
     R"("paid"})"),
    (R"({"id":"df36d28b1d57363014a63e55ff91f278ba7566749576a648fa85cff687d932d2","kind":)"
     R"("not_paid","reason":"it spends what is spent already"})")};

}  // namespace vectors
