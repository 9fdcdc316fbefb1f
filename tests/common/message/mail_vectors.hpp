// The vectors of docs/protocol.md, section 25; tests/interop/test_mail_vectors.py makes them with
// Python, and sees to it that these are the same.
#pragma once

#include <string>
#include <vector>

namespace vectors {

// Secret and public half of bob's card, and of the letter.
inline const std::vector<std::string> keys{
    (R"(000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f 8f40c5adb68f256)"
     R"(24ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138285f)"),
    (R"(404142434445464748494a4b4c4d4e4f505152535455565758595a5b5c5d5e5f 79a631eede1bf9c)"
     R"(98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51a)")};
// Card, letter and receipt, and one of each other kind.
inline const std::vector<std::string> mail{
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","from)"
     R"(":1800000000,"key":"8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138)"
     R"(285f","kind":"card","nonce":345650,"sequence":7,"signature":"e3f6007f69003e45818)"
     R"(a235ee794bb9dce5d204f8674856f5705f9a921dce00ce115d7f6f5fceb973d5a323cf3371eaeb4d)"
     R"(32473992cf757a9746f2dc2047c08","time":1800000000,"until":1802592000})"),
    (R"({"card":7,"key":"79a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51)"
     R"(a","kind":"letter","nonce":30061,"sealed":"1e6eff5c73eb74fc2a349fbb7dbfd65eff141)"
     R"(bb905e3e3204b72483ee38b14bfef9846cacf7d3752677698f0d7a371a12302dc33fb67ea48329f6)"
     R"(ad3761ee9ebe74c85b2feaef38236ddfe258a2b7119c8c67f9f711af8a64bab5b5cb112fcf164935)"
     R"(1784feac77c875b156e921553cc30225d87e6ad416ea7da10bab8b9add8d0f215c30724115401a24)"
     R"(ede80f4298b2281eab88be7bc894f180664bd6482ce7dcb81c3b688bac7fe1cd07e785030afc2d05)"
     R"(794e627a9524961ddc95fc3fabe6913caf43a8ee56d44a628c3c4eb3dabbe512923d0e2de61c3be2)"
     R"(f0769f2f10b472caeab94a6acc47689642d259670bbdb790688a991e03caa90231eb1fad778286a7)"
     R"(cba68a2b52776ae47c4449f9582fbeb3f7259b36cc4830e5f688a3a31f468f09dde3effbe6bc2c55)"
     R"(5e661bf1dd3f3ecd7518afde5461658c543574da259e30d08f45659d875c26ff9dc93c7de99112c5)"
     R"(4d640b7f6ac9b9c8ccd8e5c5231bb131b093aa108630c07740108e8e61862e256af47d39a1fea207)"
     R"(94743b4b5e7e08d71202fe2e96313fab4a6032871eb12444c1d0da34ffe1dfcb954b4ea754bd1138)"
     R"(396edf4aeefbb06bfb3de7d109e417876e62bbe1e4e8185cacca627d9e0e0137bfe8eb2e93c1856b)"
     R"(dd52d69ab62f0cbfc48fe390098feeb1fca807033692f70ef771df6f4f5cacf057b49d7992725c06)"
     R"(7aa3aeec7c0b2651b2b090642e69abc59b89f55a2aeb633230e7505fb55","time":1800000100,")"
     R"(to":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","until":1800)"
     R"(172900})"),
    (R"({"kind":"receipt","letter":"54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf)"
     R"(6492c8f805d4","opened":1,"signature":"e6aba6fbe9812065fd32c292ae1d1aa4a0e4a149a2)"
     R"(e2c08c223fcef11366daf103916e3462046d21dcf2ad264cf07305c982f864165312ca0235897be7)"
     R"(106900","to":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f"})"),
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","kind)"
     R"(":"find"})"),
    (R"({"address":"sb16kl5507vuutmqwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","kind)"
     R"(":"nobody"})"),
    (R"({"item":"54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c8f805d4","kind)"
     R"(":"held"})"),
    (R"({"item":"5cafcbd687cd8c8b39b8cd07deb3fe4a0aef73f3fdc98a2d06faf983806810f1","kind)"
     R"(":"refused","why":"older"})"),
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","kind)"
     R"(":"knock"})"),
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","chal)"
     R"(lenge":"808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f","kind")"
     R"(:"ask"})"),
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","kind)"
     R"(":"claim","signature":"2a247020b2266e007dcfe6a46cc39984274bdb382f50a73093defc87a)"
     R"(032f7167adbc45feb673011f83d7a10f1d6c259f342c10107f1f233a39580df6b386e04"})"),
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","kind)"
     R"(":"welcome","letters":1})"),
    R"({"after":"","kind":"list","shelf":"cards"})",
    (R"({"after":"54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c8f805d4","kin)"
     R"(d":"list","shelf":"letters"})"),
    (R"({"items":["sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f/7"],"ki)"
     R"(nd":"lies","last":1,"shelf":"cards"})"),
    (R"({"items":["54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c8f805d4"],"k)"
     R"(ind":"lies","last":0,"shelf":"letters"})"),
    (R"({"items":["sb16kl5507vuutmqwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","sb1an)"
     R"(qmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f"],"kind":"want","shelf")"
     R"(:"cards"})"),
    (R"({"items":["54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c8f805d4"],"k)"
     R"(ind":"want","shelf":"letters"})")};
inline const std::vector<std::string> ids{
    R"(5cafcbd687cd8c8b39b8cd07deb3fe4a0aef73f3fdc98a2d06faf983806810f1)",
    R"(54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c8f805d4)"};
inline const std::vector<std::string> card_words{
    R"(candle winter ticket zigzag glove raven panda spoon)"};
inline const std::vector<std::string> steps{
    R"(signed 11e00ce0cab231e7666b4b36c2aeebf9d9b68fc7c94018bc5f52fea066ffa211)",
    R"(inside 278)",
    R"(padded 512)",
    R"(shared 6d54cc9c397e31691401110f58da1e182a635d7e44c21dc2d7be93624652ab15)",
    R"(bound 699ff9158131d16017ca0ab7c9390d51b1d0dcdf269bcacddc468c433bdee6e4)",
    R"(info 623162695a7df3a9a0a65a9189521760c289882ded6737d9344f8293f8d8067d)",
    R"(key 53019ee536553d218827c14a1779c700b9738d0811588ebc4094a1f5d777a7c8)"};
inline const std::vector<std::string> inside{
    (R"({"from":"sb16kl5507vuutmqwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd","sent":1)"
     R"(800000100,"signature":"01a382c29a84e616d6056d037de22b05d3c279600eb37da5672e9417c)"
     R"(a626d573973d8f03ffaab08b99579901498c15ec327158e86a8de665c460fb62b6ec70e","text":)"
     R"("お前すげー: \"thank\" \\ you\n"})")};
inline const std::vector<std::string> no_mail{
    (R"({"item": "54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c8f805d4","kin)"
     R"(d":"held"})"),
    (R"({"kind":"held","item":"54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c)"
     R"(8f805d4"})"),
    (R"({"extra":1,"item":"54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c8f80)"
     R"(5d4","kind":"held"})"),
    (R"({"item":"54D8BAB776E43C7B7CE9528AC9D43F7B9D0710134B478971D3BF6492C8F805D4","kind)"
     R"(":"held"})"),
    (R"({"item":"d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c8f805d4","kind":)"
     R"("held"})"),
    (R"({"item":"54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf6492c8f805d4","kind)"
     R"(":"hold"})"),
    (R"({"address":"SB1ANQMTPE870CJKVV53QDFAJUAUZEGEEAJQU3SMR5NPLSMEE67Y4KQ7MNA8F","kind)"
     R"(":"find"})"),
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8g","kind)"
     R"(":"find"})"),
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","from)"
     R"(":1800000000,"key":"8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138)"
     R"(285f","kind":"card","nonce":345650,"sequence":0,"signature":"e3f6007f69003e45818)"
     R"(a235ee794bb9dce5d204f8674856f5705f9a921dce00ce115d7f6f5fceb973d5a323cf3371eaeb4d)"
     R"(32473992cf757a9746f2dc2047c08","time":1800000000,"until":1802592000})"),
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","from)"
     R"(":1800000000,"key":"8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138)"
     R"(285f","kind":"card","nonce":345650,"sequence":9007199254740992,"signature":"e3f6)"
     R"(007f69003e45818a235ee794bb9dce5d204f8674856f5705f9a921dce00ce115d7f6f5fceb973d5a)"
     R"(323cf3371eaeb4d32473992cf757a9746f2dc2047c08","time":1800000000,"until":18025920)"
     R"(00})"),
    (R"({"address":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f","from)"
     R"(":4294967296,"key":"8f40c5adb68f25624ae5b214ea767a6ec94d829d3d7b5e1ad1ba6f3e2138)"
     R"(285f","kind":"card","nonce":345650,"sequence":7,"signature":"e3f6007f69003e45818)"
     R"(a235ee794bb9dce5d204f8674856f5705f9a921dce00ce115d7f6f5fceb973d5a323cf3371eaeb4d)"
     R"(32473992cf757a9746f2dc2047c08","time":1800000000,"until":1802592000})"),
    (R"({"card":7,"key":"79a631eede1bf9c98f12032cdeadd0e7a079398fc786b88cc846ec89af85a51)"
     R"(a","kind":"letter","nonce":30061,"sealed":"1e6eff5c73eb74fc2a349fbb7dbfd65eff141)"
     R"(bb905e3e3204b72483ee38b14bfef9846cacf7d3752677698f0d7a371a12302dc33fb67ea48329f6)"
     R"(ad3761ee9ebe74c85b2feaef38236ddfe258a2b7119c8c67f9f711af8a64bab5b5cb112fcf164935)"
     R"(1784feac77c875b156e921553cc30225d87e6ad416ea7da10bab8b9add8d0f215c30724115401a24)"
     R"(ede80f4298b2281eab88be7bc894f180664bd6482ce7dcb81c3b688bac7fe1cd07e785030afc2d05)"
     R"(794e627a9524961ddc95fc3fabe6913caf43a8ee56d44a628c3c4eb3dabbe512923d0e2de61c3be2)"
     R"(f0769f2f10b472caeab94a6acc47689642d259670bbdb790688a991e03caa90231eb1fad778286a7)"
     R"(cba68a2b52776ae47c4449f9582fbeb3f7259b36cc4830e5f688a3a31f468f09dde3effbe6bc2c55)"
     R"(5e661bf1dd3f3ecd7518afde5461658c543574da259e30d08f45659d875c26ff9dc93c7de99112c5)"
     R"(4d640b7f6ac9b9c8ccd8e5c5231bb131b093aa108630c07740108e8e61862e256af47d39a1fea207)"
     R"(94743b4b5e7e08d71202fe2e96313fab4a6032871eb12444c1d0da34ffe1dfcb954b4ea754bd1138)"
     R"(396edf4aeefbb06bfb3de7d109e417876e62bbe1e4e8185cacca627d9e0e0137bfe8eb2e93c1856b)"
     R"(dd52d69ab62f0cbfc48fe390098feeb1fca807033692f70ef771df6f4f5cacf057b49d7992725c06)"
     R"(7aa3aeec7c0b2651b2b090642","time":1800000100,"to":"sb1anqmtpe870cjkvv53qdfajuauz)"
     R"(egeeajqu3smr5nplsmee67y4kq7mna8f","until":1800172900})"),
    (R"({"kind":"receipt","letter":"54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf)"
     R"(6492c8f805d4","opened":true,"signature":"e6aba6fbe9812065fd32c292ae1d1aa4a0e4a14)"
     R"(9a2e2c08c223fcef11366daf103916e3462046d21dcf2ad264cf07305c982f864165312ca0235897)"
     R"(be7106900","to":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f"})"),
    (R"({"kind":"receipt","letter":"54d8bab776e43c7b7ce9528ac9d43f7b9d0710134b478971d3bf)"
     R"(6492c8f805d4","opened":2,"signature":"e6aba6fbe9812065fd32c292ae1d1aa4a0e4a149a2)"
     R"(e2c08c223fcef11366daf103916e3462046d21dcf2ad264cf07305c982f864165312ca0235897be7)"
     R"(106900","to":"sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f"})"),
    (R"({"item":"5cafcbd687cd8c8b39b8cd07deb3fe4a0aef73f3fdc98a2d06faf983806810f1","kind)"
     R"(":"refused","why":"no-card"})"),
    R"({"after":"","kind":"list","shelf":"boxes"})",
    R"({"after":"sb1","kind":"list","shelf":"cards"})",
    (R"({"items":["sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f"],"kind)"
     R"(":"lies","last":1,"shelf":"cards"})"),
    (R"({"items":["sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f/07"],"k)"
     R"(ind":"lies","last":1,"shelf":"cards"})"),
    (R"({"items":["sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f/7","sb1)"
     R"(anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f/8"],"kind":"lies","la)"
     R"(st":1,"shelf":"cards"})"),
    (R"({"items":["sb1anqmtpe870cjkvv53qdfajuauzegeeajqu3smr5nplsmee67y4kq7mna8f/7","sb1)"
     R"(6kl5507vuutmqwytesn5n67pfzkej6dj8az7uxmqtl2cw7zhdtzqd23ufd/1"],"kind":"lies","la)"
     R"(st":1,"shelf":"cards"})"),
    R"({"items":[],"kind":"lies","last":0,"shelf":"letters"})",
    R"({"items":[],"kind":"want","shelf":"letters"})"};

}  // namespace vectors
