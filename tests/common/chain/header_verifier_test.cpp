// Runs of headers that begin anywhere; where they are at hand, of Bitcoin's own.
#include "chain/header_verifier.hpp"

#include <filesystem>
#include <fstream>
#include <random>

#include "chain_kit.hpp"
#include "chains/scene.hpp"

using namespace kit;

namespace {

std::vector<Header> headers_of(const std::vector<Block>& blocks) {
    std::vector<Header> headers;
    headers.reserve(blocks.size());
    for (const Block& block : blocks) headers.push_back(block.header);
    return headers;
}
// A branch whose blocks come at random times, so that its target changes.
std::vector<Header> restless(Workshop& workshop, std::size_t length) {
    std::mt19937 random{7};  // NOLINT(cert-msc51-cpp): the same times each time
    std::vector<Header> headers;
    Hash parent = workshop.root();
    while (headers.size() < length) {
        headers.push_back(workshop.on(parent, std::chrono::seconds{3 + random() % 6}).header);
        parent = hash_of(headers.back());
    }
    return headers;
}

// Test data that lies beside this repository, if it does.
std::vector<Header> real_headers() {
    const auto root = std::filesystem::path{__FILE__}.parent_path() / "../../..";
    std::ifstream file{root / "../shared/bitcoin/mainnet-headers-822528-826560.bin",
                       std::ios::binary};
    std::vector<Header> headers;
    HeaderBytes bytes;
    while (file.read(reinterpret_cast<char*>(bytes.data()), header_size)) {
        headers.push_back(decode_header(bytes));
    }
    return headers;
}

}  // namespace

TEST_CASE("a run from the genesis block on is checked whole", "[chain]") {
    Workshop workshop;
    const auto headers = restless(workshop, 60);
    HeaderVerifier verifier{easy(), workshop.place(workshop.root())};
    for (const Header& header : headers) REQUIRE(verifier.add(header, wall));
    CHECK(verifier.count() == 60);
    CHECK(verifier.last_hash() == hash_of(headers.back()));
    CHECK(verifier.work() == workshop.place(hash_of(headers.back())).work);
    CHECK(verifier.unchecked_retargets().empty());
}

TEST_CASE("a run that begins on any place of a tree is checked whole", "[chain]") {
    Workshop workshop;
    const auto headers = restless(workshop, 40);
    for (std::size_t first = 1; first < headers.size(); ++first) {
        CAPTURE(first);
        const Place& parent = workshop.place(headers[first].previous);
        HeaderVerifier verifier{easy(), parent};
        CHECK(verifier.next_height() == above(parent.height));
        for (std::size_t i = first; i < headers.size(); ++i) {
            REQUIRE(verifier.add(headers[i], wall));
        }
        CHECK(parent.work + verifier.work() == workshop.place(hash_of(headers.back())).work);
        CHECK(verifier.unchecked_retargets().empty());
    }
}

TEST_CASE("a run on nothing says which retargets it could not check", "[chain]") {
    Workshop workshop;
    const auto headers = restless(workshop, 40);  // of heights 1 to 40, a new target every 4
    for (std::uint64_t first = 1; first <= 12; ++first) {
        CAPTURE(first);
        HeaderVerifier verifier{easy(), Height{first}};
        for (std::size_t i = first - 1; i < headers.size(); ++i) {
            REQUIRE(verifier.add(headers[i], wall));
        }
        // Measured over four gaps: from five blocks before on (three in the first period).
        std::vector<Height> expected;
        for (std::uint64_t height = 4; height <= 40; height += 4) {
            if (height >= first && measured_from(easy(), Height{height}).value() < first) {
                expected.emplace_back(height);
            }
        }
        CHECK(verifier.unchecked_retargets() == expected);
    }
}

TEST_CASE("the first header of a run that does not hold is refused, and nothing is remembered",
          "[chain]") {
    Workshop workshop;
    const auto headers = headers_of(workshop.branch(workshop.root(), 30));
    const auto run = [&](std::uint64_t first) {
        HeaderVerifier verifier{easy(), Height{first}};
        for (std::size_t i = first - 1; i < 20; ++i) REQUIRE(verifier.add(headers[i], wall));
        return verifier;
    };
    for (const std::uint64_t first : {1U, 2U, 7U}) {
        HeaderVerifier verifier = run(first);
        Header header = headers[20];
        const auto reason = [&](const Header& bad, std::chrono::sys_seconds now = wall) {
            const auto added = verifier.add(bad, now);
            REQUIRE_FALSE(added);
            return added.error().reason;
        };
        CHECK(reason(headers[21]) == BlockError::UnknownParent);
        header.bits = Bits{header.bits.value() - 1};
        CHECK(reason(header) == BlockError::WrongBits);
        header.bits = Bits{0};
        CHECK(reason(header) == BlockError::BadTarget);
        header = headers[20];
        header.time = headers[14].time;
        CHECK(reason(mined({header, {}}).header) == BlockError::TooEarly);
        header = headers[20];
        while (check_header(header)) header.nonce = Nonce{header.nonce.value() + 1};
        CHECK(reason(header) == BlockError::NotEnoughWork);
        CHECK(reason(headers[20], headers[20].time - 2h - 1s) == BlockError::TooFarAhead);
        for (std::size_t i = 20; i < headers.size(); ++i) REQUIRE(verifier.add(headers[i], wall));
    }
}

TEST_CASE("a retarget that cannot be checked stays within the clamp all the same", "[chain]") {
    Network network = easy();
    HeaderVerifier verifier{network, Height{6}};
    Header header;
    header.bits = Bits{0x1f7fffff};
    header.time = start;
    for (int height = 6; height < 8; ++height) {
        header = mined({header, {}}).header;
        REQUIRE(verifier.add(header, wall));
        header.previous = hash_of(header);
        header.time += 5s;
    }
    header.bits = Bits{0x1f1ffffe};  // a little more than four times harder
    const auto refused = verifier.add(mined({header, {}}).header, wall);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().reason == BlockError::WrongBits);
    header.bits = Bits{0x1f1fffff};
    CHECK(verifier.add(mined({header, {}}).header, wall));
    CHECK(verifier.unchecked_retargets() == std::vector{Height{8}});
}

TEST_CASE("4,033 of Bitcoin's headers hold, with both retargets among them", "[chain]") {
    const auto headers = real_headers();
    if (headers.empty()) {
        WARN("skipped: ../shared/bitcoin is not here");
        return;
    }
    REQUIRE(headers.size() == 4'033);
    HeaderVerifier verifier{bitcoin(), Height{822'528}};
    const auto now = headers.back().time;
    for (const Header& header : headers) {
        const auto added = verifier.add(header, now);
        INFO(verifier.next_height().value() << ": " << (added ? "" : added.error().text));
        REQUIRE(added);
    }
    // The work up to the last header, less the work before the first: shared/bitcoin/chainwork.txt.
    const auto after =
        U256::from_hex("0000000000000000000000000000000000000000665c59eb16adc0cb05db7eb4");
    const auto first =
        U256::from_hex("0000000000000000000000000000000000000000624c5a3c876e3e6fffd9c800");
    CHECK(verifier.work() - work_of(headers[0].bits) == *after - *first);
    CHECK(verifier.unchecked_retargets() == std::vector{Height{822'528}});
    CHECK(headers[2'016].bits != headers[2'015].bits);
    CHECK(headers[4'032].bits != headers[4'031].bits);
    SECTION("a retarget that is off by one digit does not") {
        HeaderVerifier other{bitcoin(), Height{822'528}};
        for (std::size_t i = 0; i < 2'016; ++i) REQUIRE(other.add(headers[i], now));
        Header header = headers[2'016];
        header.bits = Bits{header.bits.value() + 1};
        const auto refused = other.add(header, now);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().reason == BlockError::WrongBits);
    }
}
