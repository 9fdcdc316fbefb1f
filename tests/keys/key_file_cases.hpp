// What holds for any key file: to be included after a key_kit.hpp, in one file of a program.
#pragma once

#include <sys/stat.h>

#include <set>

#include "keys/key_file_scene.hpp"
#include "kill_points.hpp"

TEST_CASE("keys come back from their file as they went in, each with its label", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    const auto read = kit::read(path, kit::phrase());
    REQUIRE(read);
    CHECK(kit::seen(*read) == kit::seen(kit::two_keys()));
    CHECK((*read)[1].key.sign({}) == kit::key_of(2).sign({}));
    REQUIRE(kit::create(folder / "none", kit::phrase(), {}));
    CHECK(kit::read(folder / "none", kit::phrase())->empty());
}

TEST_CASE(
    "a key file is for its owner's eyes only, whatever the umask, and one that is not is refused",
    "[keys]") {
    const ScratchFolder folder;
    for (const mode_t mask : {0000U, 0777U}) {
        const std::string path = folder / std::to_string(mask);
        const mode_t before = ::umask(mask);
        const auto created = kit::create(path, kit::phrase(), kit::two_keys());
        ::umask(before);
        REQUIRE(created);
        CHECK(mode_of(path) == 0600);
        std::filesystem::permissions(path, std::filesystem::perms{0640});
        const auto read = kit::read(path, kit::phrase());
        CHECK(kit::why_not(read) == kit::for_others);
        CHECK_THAT(read.error().text, ContainsSubstring("chmod 600"));
    }
}

TEST_CASE("neither keys nor labels nor the pass phrase stand in the file", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    const std::string text = content_of(path);
    std::string bytes;  // what the hex digits stand for
    for (std::size_t i = text.find("sealed") + 9; i + 1 < text.find(R"(","version)"); i += 2) {
        bytes += static_cast<char>(std::stoi(text.substr(i, 2), nullptr, 16));
    }
    CHECK(bytes.size() > 64);
    for (const std::string& secret :
         {std::string(8, '\1'), std::string{"0101010101"}, std::string{"savings"},
          std::string{"correct"}, std::string{"horse"}}) {
        CHECK(text.find(secret) == std::string::npos);
        CHECK(bytes.find(secret) == std::string::npos);
    }
}

TEST_CASE("two files of the same keys and pass phrase have no secret in common", "[keys]") {
    const ScratchFolder folder;
    std::set<std::string> salts;
    std::set<std::string> nonces;
    std::set<std::string> sealed;
    for (const char* name : {"a", "b"}) {
        REQUIRE(kit::create(folder / name, kit::phrase(), kit::two_keys()));
        const std::string text = content_of(folder / name);
        salts.insert(text.substr(text.find(R"("salt":")"), 40));
        nonces.insert(text.substr(text.find(R"("nonce":")"), 33));
        sealed.insert(text.substr(text.find(R"("sealed":")"), 60));
    }
    CHECK(salts.size() == 2);
    CHECK(nonces.size() == 2);
    CHECK(sealed.size() == 2);
}

TEST_CASE("a key is never stored without a pass phrase", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    const auto created = kit::create(path, kit::SecretText{}, kit::two_keys());
    CHECK(kit::why_not(created) == NoPassPhrase);
    CHECK(folder.names().empty());
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    CHECK_FALSE(kit::add(path, kit::SecretText{}, kit::owned("third", 3)));
    CHECK(kit::read(path, kit::phrase()));
}

TEST_CASE("a second key joins the first in the file, and harms neither", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    kit::Keys first;
    first.push_back(kit::owned("first", 1));
    REQUIRE(kit::create(path, kit::phrase(), first));
    REQUIRE(kit::add(path, kit::phrase(), kit::owned("second", 2)));
    const auto read = kit::read(path, kit::phrase());
    REQUIRE(read);
    first.push_back(kit::owned("second", 2));
    CHECK(kit::seen(*read) == kit::seen(first));
    CHECK(mode_of(path) == 0600);
    const std::string text = content_of(path);
    CHECK(text.find('{') == text.rfind('{'));
    const auto wrong = kit::add(path, kit::phrase("wrong"), kit::owned("third", 3));
    CHECK(kit::why_not(wrong) == WrongPassPhrase);
    CHECK(content_of(path) == text);
}

TEST_CASE("the pass phrase of a key file can be another one from now on", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase("old"), kit::two_keys()));
    const auto same_keys = [](kit::Keys&) {};
    CHECK(kit::why_not(kit::change_key_file(path, same_keys, kit::phrase("old"), {})) ==
          NoPassPhrase);
    REQUIRE(kit::change_key_file(path, same_keys, kit::phrase("old"), kit::phrase("new")));
    CHECK(kit::why_not(kit::read(path, kit::phrase("old"))) == WrongPassPhrase);
    CHECK(kit::read(path, kit::phrase("new"))->size() == 2);
}

TEST_CASE("what two programs change at once is not lost: the second one is refused", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), {}));
    const auto changed = kit::change_key_file(
        path,
        [&](kit::Keys& keys) {
            keys.push_back(kit::owned("second", 2));
            // Meanwhile, another program:
            CHECK(kit::add(path, kit::phrase(), kit::owned("first", 1)));
        },
        kit::phrase(), kit::phrase());
    CHECK(kit::why_not(changed) == kit::changed);
    CHECK(kit::read(path, kit::phrase())->at(0).label == "first");
}

TEST_CASE("a key file that exists is never overwritten by a new one", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    put_content(path, "whatever it is");
    const auto created = kit::create(path, kit::phrase(), kit::two_keys());
    CHECK(kit::why_not(created) == kit::exists);
    CHECK_THAT(created.error().text, ContainsSubstring("exists"));
    CHECK(content_of(path) == "whatever it is");
}

TEST_CASE("a key file that is not there, or has no folder, is told so", "[keys]") {
    const ScratchFolder folder;
    const auto read = [&](const std::string& name) {
        return kit::read(folder / name, kit::phrase());
    };
    CHECK(kit::why_not(read("keys")) == kit::missing);
    CHECK_THAT(read("keys").error().text, ContainsSubstring("no such file"));
    CHECK(kit::why_not(read("nowhere/keys")) == kit::no_folder);
    CHECK_THAT(read("nowhere/keys").error().text, ContainsSubstring("no folder"));
    CHECK(kit::why_not(read("")) == kit::no_access);
    const auto created = kit::create(folder / "nowhere/keys", kit::phrase(), {});
    CHECK(kit::why_not(created) == kit::no_folder);
}

TEST_CASE("a new key file is there whole or not at all, wherever its writer is killed", "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    std::set<bool> outcomes;
    const auto create = [&] { return kit::create(path, kit::phrase(), kit::two_keys()) ? 0 : 1; };
    const int calls = kill_points::kill_at_every_call(create, [&] {
        const bool there = std::filesystem::exists(path);
        outcomes.insert(there);
        if (!there) return;
        const auto read = kit::read(path, kit::phrase());
        CHECK((read && kit::seen(*read) == kit::seen(kit::two_keys())));
        std::filesystem::remove(path);
    });
    CHECK(calls >= 8);
    CHECK(outcomes.size() == 2);
}

TEST_CASE("a key file holds the old keys or the new ones, wherever its writer is killed",
          "[keys]") {
    const ScratchFolder folder;
    const std::string path = folder / "keys";
    REQUIRE(kit::create(path, kit::phrase(), kit::two_keys()));
    const std::string before = content_of(path);
    std::set<std::size_t> outcomes;
    const auto add = [&] { return kit::add(path, kit::phrase(), kit::owned("third", 3)) ? 0 : 1; };
    const int calls = kill_points::kill_at_every_call(add, [&] {
        if (content_of(path) == before) {
            outcomes.insert(2);
            return;
        }
        const auto read = kit::read(path, kit::phrase());
        REQUIRE(read);
        outcomes.insert(read->size());
        put_content(path, before);
    });
    CHECK(calls >= 10);
    CHECK(outcomes == std::set<std::size_t>{2, 3});
    // What the killed ones have left is in nobody's way.
    CHECK(add() == 0);
    CHECK(kit::read(path, kit::phrase())->size() == 3);
    CHECK(folder.names() == std::vector<std::string>{"keys"});
}
