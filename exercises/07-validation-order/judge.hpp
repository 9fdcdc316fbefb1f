#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace exercise {

// What is to be done with a block that a neighbour has sent.
enum class Verdict {
    Taken,      // it is the new end of our history
    Aside,      // it is well made, but our history has more work: kept, in case this changes
    Known,      // we have it: nothing to do
    Later,      // something is missing that its sender cannot help: neither refused nor taken
    WrongBody,  // its sender is to blame; the block itself may still come from others, as it should
                // be
    Wrong,      // its sender is to blame, and the block is refused for ever
};

// Answers to each question, as they are for one block.
struct Facts {
    bool known = false;
    bool refused_before = false;
    bool has_work = true;
    bool parent_known = true;
    bool parent_refused = false;
    bool target_is_right = true;
    bool time_is_right = true;
    bool from_the_future = false;
    bool body_fits = true;
    bool has_most_work = true;
    bool ledger_takes_it = true;
};

// What can be asked about a block, in alphabetical order, and roughly what the answer costs, in
// millionths of a second. "Of the parent" has an answer only if the parent is here.
class Questions {
public:
    explicit Questions(Facts facts) : facts_{facts} {}

    // The transactions that came with the header are those that it was made for.             (200)
    bool body_fits() { return answer("body_fits", facts_.body_fits); }
    // By our own clock it will be made in more than two hours.                                 (1)
    bool from_the_future() { return answer("from_the_future", facts_.from_the_future); }
    // There is more work up to it than up to the end of our history. Of the parent.            (1)
    bool has_most_work() { return of_parent("has_most_work", facts_.has_most_work); }
    // The hash of its header keeps to the target that the header itself names.                 (1)
    bool has_work() { return answer("has_work", facts_.has_work); }
    // We have it already.                                                                      (1)
    bool known() { return answer("known", facts_.known); }
    // All signatures are right, no coin is spent twice, and so on. Of the parent.         (20,000)
    bool ledger_takes_it() { return of_parent("ledger_takes_it", facts_.ledger_takes_it); }
    // The block that it stands on is here.                                                     (1)
    bool parent_known() { return answer("parent_known", facts_.parent_known); }
    // The block that it stands on was Wrong. Of the parent.                                    (1)
    bool parent_refused() { return of_parent("parent_refused", facts_.parent_refused); }
    // We have looked at it before, and it was Wrong.                                           (1)
    bool refused_before() { return answer("refused_before", facts_.refused_before); }
    // The target that it names is the one that follows from those before. Of the parent.       (5)
    bool target_is_right() { return of_parent("target_is_right", facts_.target_is_right); }
    // It is later than most of those before. Of the parent.                                    (5)
    bool time_is_right() { return of_parent("time_is_right", facts_.time_is_right); }

    // For the tests: what was asked, in this order; and what of it could not be answered.
    [[nodiscard]] const std::vector<std::string>& asked() const { return asked_; }
    [[nodiscard]] const std::string& asked_too_early() const { return asked_too_early_; }
    [[nodiscard]] bool was_asked(const std::string& question) const {
        return std::find(asked_.begin(), asked_.end(), question) != asked_.end();
    }

private:
    bool answer(std::string question, bool says) {
        asked_.push_back(std::move(question));
        return says;
    }
    bool of_parent(const std::string& question, bool says) {
        if (!facts_.parent_known) asked_too_early_ += " " + question;
        return answer(question, says);
    }

    Facts facts_;
    std::vector<std::string> asked_;
    std::string asked_too_early_;
};

// What is to be done with this block. Asks for no more than it takes to know.
[[nodiscard]] Verdict judge(Questions& ask);

}  // namespace exercise
