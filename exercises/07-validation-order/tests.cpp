#include "judge.hpp"

#include <string>

#include "catch.hpp"

using exercise::Facts;
using exercise::Questions;
using exercise::Verdict;

namespace {

std::string in_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::Taken: return "Taken";
        case Verdict::Aside: return "Aside";
        case Verdict::Known: return "Known";
        case Verdict::Later: return "Later";
        case Verdict::WrongBody: return "WrongBody";
        case Verdict::Wrong: return "Wrong";
    }
    return "nothing that there is";
}

// What the learner asks about a block and says of it, and the story of that.
struct Told {
    Told(const std::string& block, Facts facts) : questions{facts} {
        said = in_words(exercise::judge(questions));
        story = "\n  a block: " + block + "\n  you asked:";
        for (const std::string& question : questions.asked()) story += " " + question;
        story += "\n  you said: " + said;
    }
    [[nodiscard]] bool asked(const std::string& question) const {
        return questions.was_asked(question);
    }
    Questions questions;
    std::string said;
    std::string story;
};

}  // namespace

TEST_CASE("a good block is taken") {
    const Told told{"nothing is wrong with it", {}};
    INFO("now:" << told.story);
    INFO("it is the new end of our history, once all has been asked that could be wrong");
    CHECK(told.said == "Taken");
    CHECK(told.asked("ledger_takes_it"));
    CHECK(told.asked("body_fits"));
}

TEST_CASE("what we have is not looked at again") {
    const Told told{"we have it already", {.known = true}};
    INFO("now:" << told.story);
    INFO("each block comes from several neighbours, and none of them can know that another was");
    INFO("faster. All but the first cost one look into a map, if that is the first question");
    CHECK(told.said == "Known");
    CHECK_FALSE(told.asked("body_fits"));
    CHECK_FALSE(told.asked("ledger_takes_it"));
}

TEST_CASE("what was refused once is refused") {
    const Told told{"it was refused yesterday", {.refused_before = true}};
    INFO("now:" << told.story);
    INFO("a block does not become better. To judge it anew each time is 20,000 millionths of a");
    INFO("second for every copy that somebody sends. Remember the hash, and ask for that first");
    CHECK(told.said == "Wrong");
}

TEST_CASE("without work nothing is even kept") {
    const Told told{"no work, and on a parent that nobody knows",
                    {.has_work = false, .parent_known = false}};
    INFO("now:" << told.story);
    INFO("what is to be looked at later has to be kept until then. If the parent is asked for");
    INFO("before the work, a stranger fills your memory with blocks that cost him nothing, on");
    INFO("parents that he has made up. The work can be seen from the header alone");
    CHECK(told.said == "Wrong");
}

TEST_CASE("nobody is to blame for a parent that we lack") {
    const Told told{"its parent is not here yet", {.parent_known = false}};
    INFO("now:" << told.story);
    INFO("two blocks were found in a row, and the second was faster on its way to us. Its sender");
    INFO("cannot know what we lack: whoever punishes him cuts himself off from honest neighbours,");
    INFO("just when there is most to hear from them");
    CHECK(told.said == "Later");
}

TEST_CASE("what follows from the parent is asked when the parent is there") {
    const Told told{"its parent is not here yet", {.parent_known = false}};
    INFO("now:" << told.story);
    INFO("asked without a parent:" << told.questions.asked_too_early());
    INFO(
        "there is no answer to that, and what comes out is chance: in the ancestor of this course");
    INFO("it was a crash. First make sure that the parent is known");
    CHECK(told.questions.asked_too_early().empty());
}

TEST_CASE("what stands on a refused block is wrong") {
    const Told told{"its parent was refused", {.parent_refused = true}};
    INFO("now:" << told.story);
    INFO("by itself it may be well made. But the history that it belongs to has a wrong block in");
    INFO("it, and no block on top can mend that");
    CHECK(told.said == "Wrong");
}

TEST_CASE("the header is looked at before the body") {
    const Told told{"it names too easy a target", {.target_is_right = false}};
    INFO("now:" << told.story);
    INFO("the target follows from the headers before it: five millionths of a second. To hash all");
    INFO("transactions takes two hundred. A block that names a target that suits it is made in no");
    INFO("time, so it must be refused in no time as well");
    CHECK(told.said == "Wrong");
    CHECK_FALSE(told.asked("body_fits"));
}

TEST_CASE("it is later than those before it") {
    const Told told{"its time is before that of most of its ancestors", {.time_is_right = false}};
    INFO("now:" << told.story);
    INFO("false times make easier targets. This one is wrong by the headers before it, which all");
    INFO("nodes have: so all of them say the same");
    CHECK(told.said == "Wrong");
}

TEST_CASE("what comes too early is not refused for ever") {
    const Told told{"its time is tomorrow", {.from_the_future = true}};
    INFO("now:" << told.story);
    INFO(
        "tomorrow it will be right. And perhaps it is our clock that is wrong: then we alone "
        "would");
    INFO("refuse for ever what all others take. A verdict that depends on us is none on the block");
    CHECK(told.said == "Later");
}

TEST_CASE("a wrong body does not condemn the block") {
    const Told told{"came with transactions that are not its own", {.body_fits = false}};
    INFO("now:" << told.story);
    INFO("the sender has put other transactions under a header that somebody else has worked for.");
    INFO("If its hash is refused for ever because of that, a liar who is faster than honest ones");
    INFO(
        "makes you refuse any block he likes, and you are alone. The body is wrong, not the block");
    CHECK(told.said == "WrongBody");
}

TEST_CASE("the ledger sees only transactions that belong to the block") {
    const Told told{"came with transactions that are not its own", {.body_fits = false}};
    INFO("now:" << told.story);
    INFO("what the ledger says about somebody's transactions says nothing about the block; and it");
    INFO("is the dearest question of all. First make sure whose they are");
    CHECK_FALSE(told.asked("ledger_takes_it"));
}

TEST_CASE("what is kept aside has its own body") {
    const Told told{"less work than our history, and transactions that are not its own",
                    {.body_fits = false, .has_most_work = false}};
    INFO("now:" << told.story);
    INFO("it may win one day, and then its transactions are needed: do not keep others for it");
    CHECK(told.said != "Aside");
}

TEST_CASE("signatures are looked at when the block would count") {
    const Told told{"there is more work in our history", {.has_most_work = false}};
    INFO("now:" << told.story);
    INFO("blocks on old ones are cheap to make where the target was easy. Each of them would cost");
    INFO(
        "20,000 millionths of a second, for a branch that loses anyway. It is kept, and the "
        "ledger");
    INFO("is asked when its branch wins");
    CHECK(told.said == "Aside");
    CHECK_FALSE(told.asked("ledger_takes_it"));
}

TEST_CASE("what the ledger refuses is refused for ever") {
    const Told told{"it spends a coin that is not there", {.ledger_takes_it = false}};
    INFO("now:" << told.story);
    INFO(
        "its body is its own, its parent is good, and the coins that there were do not change any");
    INFO("more: this block can never be right. If that is not written down, it is judged again");
    INFO("whenever it comes");
    CHECK(told.said == "Wrong");
}
