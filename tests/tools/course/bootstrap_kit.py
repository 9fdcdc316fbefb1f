"""./course before Python, under a dpkg and apt that only write down. What is tested of it: test_bootstrap*.py.

Each test runs the real script in a folder of its own with a PATH that holds nothing but our fakes and the
few tools that every Debian has.
"""

import shutil
import subprocess

from sample import ROOT, SampleTest

BASE_TOOLS = ("env", "cat", "mkdir", "touch", "tail", "sed", "sh", "readlink")
PACKAGES = """# a comment
tool   python3      cmd:python3
build  g++          cmd:g++
build  libasio-dev  header:asio.hpp
build  ccache       cmd:ccache  optional
window libimgui     header:imgui.h spared
window fonts-none   file:/usr/share/fonts/none/*.ttf spared
test   catch2       header:catch2/catch.hpp,catch2/v3.hpp
fuzz   libclang-rt  file:/usr/lib/llvm-*/fuzzer.a
site   mkdocs       cmd:mkdocs
fresh  debootstrap  cmd:debootstrap
site   a-theme      file:/usr/share/mkdocs/themes/*/base.html
browser chromium    cmd:chromium,google-chrome
"""
# Installing creates what the probe looks for, so that the second look finds it.
APT_GET = """
echo "apt-get $*" >>"$FAKE/calls"
case " $* " in
    *" update "*) test ! -e "$FAKE/no-network" || { echo "Temporary failure resolving"; exit 100; }
                  touch "$FAKE/lists" ;;
    *" install "*)
        if test -e "$FAKE/stale"; then rm "$FAKE/stale"; echo "404  Not Found"; exit 100; fi
        for word in "$@"; do
            case $word in
                python3 | g++ | ccache | mkdocs | chromium | debootstrap)
                    printf '#!/bin/sh\\necho "$0 $*"\\n' >"$FAKE/bin/$word"; chmod +x "$FAKE/bin/$word" ;;
                libimgui) test ! -e "$FAKE/no-imgui" || exit 100; touch "$FAKE/usr/include/imgui.h" ;;
                libasio-dev) touch "$FAKE/usr/include/asio.hpp" ;;
                catch2) mkdir -p "$FAKE/usr/include/catch2"; touch "$FAKE/usr/include/catch2/catch.hpp" ;;
                a-theme) mkdir -p "$FAKE/usr/share/mkdocs/themes/a"; touch "$FAKE/usr/share/mkdocs/themes/a/base.html" ;;
                libclang-rt) mkdir -p "$FAKE/usr/lib/llvm-14"; touch "$FAKE/usr/lib/llvm-14/fuzzer.a" ;;
            esac
            echo "Setting up $word ..."
        done ;;
esac
"""
APT_CACHE = 'for word; do :; done\ntest -e "$FAKE/lists" && test "$word" != fonts-none\n'
DPKG_QUERY = 'for word; do :; done\ngrep -qx "$word" "$FAKE/installed" 2>/dev/null && echo "install ok installed"\n'


class Bootstrap(SampleTest):
    def setUp(self):
        super().setUp()
        shutil.copy(ROOT / "course", self.folder / "course")
        self.write("tools/packages", PACKAGES)
        self.bin = self.folder / "bin"
        (self.folder / "usr/include").mkdir(parents=True)
        for tool in (*BASE_TOOLS, "rm", "grep", "chmod"):
            self.write(f"bin/{tool}", f'#!/bin/sh\nexec {shutil.which(tool)} "$@"\n', executable=True)
        self.fake("id", "echo 0\n")
        self.fake("apt-get", APT_GET)
        self.fake("apt-cache", APT_CACHE)
        self.fake("dpkg-query", DPKG_QUERY)
        self.sh = shutil.which("dash") or shutil.which("sh")

    def fake(self, name, text):
        self.write(f"bin/{name}", "#!/bin/sh\n" + text, executable=True)

    def have(self, *names):
        for name in names:
            self.fake(name, 'echo "$0 $*"\n')

    def course(self, *words):
        """(exit code, standard output, standard error)"""
        done = subprocess.run([self.sh, self.folder / "course", *words], stdin=subprocess.DEVNULL, text=True,
                              capture_output=True, timeout=60,
                              env={"PATH": str(self.bin), "FAKE": str(self.folder), "SBC_SYSROOT": str(self.folder)})
        return done.returncode, done.stdout, done.stderr

    def calls(self):
        path = self.folder / "calls"
        return path.read_text().splitlines() if path.exists() else []

    def installed(self):
        """What apt-get install was asked for."""
        return [word for call in self.calls() for word in call.partition("--no-install-recommends ")[2].split()]
