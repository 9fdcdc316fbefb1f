// Only clang has this flag; base/mutex.hpp gives the attributes names.
class __attribute__((capability("mutex"))) Mutex {
public:
    void lock() __attribute__((acquire_capability()));
    void unlock() __attribute__((release_capability()));
};

class Counter {
public:
    void count() {
        mutex_.lock();
        ++count_;
        mutex_.unlock();
    }
    void count_without_the_lock() {
        ++count_;  // warns: thread-safety-analysis
    }

private:
    Mutex mutex_;
    int count_ __attribute__((guarded_by(mutex_))) = 0;
};

int main() {
    Counter counter;
    counter.count();
    counter.count_without_the_lock();
}
