// A post office in a real core, with neighbours of which some are not what they say.
#include "p2p/core_node.hpp"
#include "p2p/envelope.hpp"
#include "post_office_scene.hpp"

using namespace mail;
using sbc::p2p::Actions;
using sbc::p2p::Direct;
using sbc::p2p::Hello;
using sbc::p2p::Role;
using sbc::p2p::Spread;

namespace {

const LinkId neighbour{1};
const LinkId nosy{2};    // an edge that names "post"
const LinkId writer{3};  // an edge as it should be

struct RealCore {
    PostOffice office{office_settings()};
    sbc::p2p::CoreNode core{{.hello = {.network = "test", .role = Role::Core, .port = 5'001}},
                            {&office.counter(), &office.round()}};
    std::map<LinkId, std::vector<std::string>> said;  // the applications

    void joins(LinkId link, Role role, const std::vector<std::string>& applications) {
        const bool is_core = role == Role::Core;
        const auto port = static_cast<std::uint16_t>(5'001 + link.value());
        const auto from = sbc::net::Address::from("127.0.0.1", port).value();
        (void)core.opened(link, from, sbc::net::Direction::Accepted, moment());
        hears(link, Hello{.network = "test",
                          .role = role,
                          .port = is_core ? port : std::uint16_t{0},
                          .id = sbc::p2p::NodeId{link.value()},
                          .applications = applications});
    }
    void hears(LinkId link, const sbc::p2p::Message& message) {
        note(core.received(link, sbc::p2p::encode(message), moment()));
    }

private:
    static Moment moment() { return {Instant{1h}, now, 7}; }
    void note(const Actions& actions) {
        for (const auto& action : actions) {
            if (const auto* send = std::get_if<sbc::p2p::Send>(&action)) {
                note(send->link, send->message);
            } else if (const auto* cast = std::get_if<sbc::p2p::Broadcast>(&action)) {
                for (const LinkId link : cast->links) note(link, cast->message);
            }
        }
    }
    void note(LinkId link, const sbc::p2p::Message& message) {
        if (const auto* direct = std::get_if<Direct>(&message)) {
            said[link].push_back(direct->application);
        } else if (const auto* spread = std::get_if<Spread>(&message)) {
            said[link].push_back(spread->application);
        }
    }
};

}  // namespace

TEST_CASE("an edge that names what is between cores is shown nothing of it, and not heard",
          "[message]") {
    RealCore one;
    using Names = std::vector<std::string>;
    one.joins(neighbour, Role::Core, {"mail", "post"});
    one.joins(nosy, Role::Edge, {"mail", "post"});
    one.joins(writer, Role::Edge, {"mail"});
    CHECK(one.said[neighbour] == Names{"post"});  // what have you?
    one.hears(writer, Direct{"mail", encode(MailMessage{letter_number(1)})});
    CHECK(one.said[neighbour] == Names{"post", "post"});
    one.hears(nosy, Direct{"post", encode(MailMessage{List{Shelf::Letters, {}}})});
    const Want want{Shelf::Letters, {to_text(id(letter_number(1)))}};
    one.hears(nosy, Direct{"post", encode(MailMessage{want})});
    one.hears(nosy,
              Spread{"post", sbc::p2p::MessageId{9}, 0, encode(MailMessage{letter_number(2)})});
    CHECK(one.said[nosy].empty());
    CHECK(one.office.mailboxes().letters() == 1);
    SECTION("it is an edge like others in all else") {
        one.hears(nosy, Direct{"mail", encode(MailMessage{Find{bob()}})});
        CHECK(one.said[nosy] == Names{"mail"});
        CHECK(one.core.edges() == 2);
    }
}
