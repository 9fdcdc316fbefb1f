// Forgets an allocation.
int* volatile kept;

int main() {
    kept = new int{7};
    kept = nullptr;
}
