#include "inspect/shell/shell_assignments.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

namespace ftenv::test {
namespace {

// "3 NAME=value, exported, nested, alone"
std::string account(std::string_view text, ShellDialect dialect = ShellDialect::posix) {
  std::vector<std::string> lines;
  for (const ShellAssignment& one : shell_assignments(text, dialect)) {
    lines.push_back(std::to_string(one.line) + " " + one.name + "=" + one.value + (one.exported ? " x" : "") +
                    (one.expands ? " $" : "") + (one.nested ? " nested" : "") + (one.alone ? " alone" : ""));
  }
  return join(lines, "; ");
}

}  // namespace

TEST_CASE("assignments of a POSIX shell") {
  struct Row {
    const char* script;
    const char* found;
  };
  const Row row = GENERATE(
      Row{"export A=b\n", "1 A=b x alone"}, Row{"A=b\n", "1 A=b alone"},
      Row{"A=b; export A\n", "1 A=b x alone"}, Row{"A=b\nexport A\n", "1 A=b x alone"},
      Row{"  export A=\"b c\"  # why\n", "1 A=b c x alone"}, Row{"export A='b $c'\n", "1 A=b $c x alone"},
      Row{"export A=\"b $c\"\n", "1 A=b $c x $ alone"}, Row{"export A=b\\ c\n", "1 A=b c x alone"},
      Row{"export A=$(cat \"x y\"; echo)/z\n", "1 A=$(cat \"x y\"; echo)/z x $ alone"},
      Row{"export A=`id -u`\n", "1 A=`id -u` x $ alone"}, Row{"export A=$'b c'\n", "1 A=b c x alone"},
      Row{"# export A=b\n", ""}, Row{"#export A=b", ""}, Row{"echo export A=b\n", ""},
      Row{"A=b make install\n", ""}, Row{"echo 'export A=b'\n", ""},
      Row{"export A=b C=d\n", "1 A=b x; 1 C=d x"}, Row{"export A=b; umask 022\n", "1 A=b x"},
      Row{"cd /x && export A=b\n", "1 A=b x nested"},
      Row{"if [ -d /x ]; then\n  export A=b\nfi\nexport C=d\n", "2 A=b x nested; 4 C=d x alone"},
      Row{"f() {\n  export A=b\n}\nexport C=d\n", "2 A=b x nested; 4 C=d x alone"},
      Row{"function f {\n export A=b\n}\nC=d\n", "2 A=b x nested; 4 C=d alone"},
      Row{"case $- in\n  *i*) ;;\n  *) return;;\nesac\nexport A=b\n", "5 A=b x alone"},
      Row{"for i in 1 2; do A=$i; done\nB=c\n", "1 A=$i $ nested; 2 B=c alone"},
      Row{"export A=b\\\nc\nexport D=e\n", "1 A=bc x; 3 D=e x alone"},
      Row{"export A=\"b\nc\"\n", "1 A=b\nc x"},
      Row{"cat <<EOF\nexport A=b\nEOF\nexport C=d\n", "4 C=d x alone"},
      Row{"cat <<-'X' > f\n\texport A=b\n\tX\nexport C=d\n", "4 C=d x alone"},
      Row{"cat <<< A=b\nexport C=d\n", "2 C=d x alone"}, Row{"export A=b\nunset A\n", ""},
      Row{"export A=b\nunset A\nexport A=c\n", "3 A=c x alone"}, Row{"export A=b\nexport -n A\n", ""},
      Row{"typeset -x A=b\n", "1 A=b x alone"}, Row{"declare -gx A=b\n", "1 A=b x alone"},
      Row{"typeset A=b\n", "1 A=b alone"}, Row{"export A=b\ntypeset A=c\n", "1 A=b x alone; 2 A=c x alone"},
      Row{"export A=b\nunset A\nA=c\n", "3 A=c alone"}, Row{"export A=\"b\\\nc\"\n", "1 A=bc x"},
      Row{"set -a\nA=b\n", "2 A=b x alone"}, Row{"set -o allexport\nA=b\n", "2 A=b x alone"},
      Row{"export A=b >/dev/null 2>&1\n", "1 A=b x alone"},
      Row{"export PATH=\"$HOME/bin:$PATH\"\n", "1 PATH=$HOME/bin:$PATH x $ alone"},
      Row{"export A=\n", "1 A= x alone"}, Row{"export A=a#b\n", "1 A=a#b x alone"},
      Row{"A+=b\n", "1 A=b alone"}, Row{"2A=b\n", ""}, Row{"", ""}, Row{"export A=\"b", "1 A=b x alone"},
      Row{"export \"A=b\"\r\n", "1 A=b x alone"});
  INFO(row.script);
  CHECK(account(row.script) == row.found);
}

TEST_CASE("assignments in a script that never closes what it opens are read to its end") {
  for (const char* script : {"A=b\nB=${x", "A=b\nB=$(x '", "A=b\nB=`x", "A=b\ncat <<", "A=b\ncat <<X\ny",
                             "A=b\n\\", "A=b\nif x; then {", "A=b\nfi }", "A=b\n\"\\"}) {
    INFO(script);
    CHECK(starts_with(account(script), "1 A=b"));
  }
}

TEST_CASE("assignments of fish, csh and plain lists") {
  CHECK(account("set -gx A b\nset -g C d\nset -e A\n", ShellDialect::fish) == "2 C=d alone");
  CHECK(account("set -Ux PYTHONPATH /a /b # x\n", ShellDialect::fish) == "1 PYTHONPATH=/a:/b x alone");
  CHECK(account("if true\n  set -x A 'b c'\nend\nset --export D e\n", ShellDialect::fish) ==
        "2 A=b c x nested; 4 D=e x alone");
  CHECK(account("setenv A \"b c\"\nset path = (/x)\nsetenv D e\nunsetenv D\n", ShellDialect::csh) ==
        "1 A=b c x alone");
  CHECK(account("# A=b\nLANG=\"C.UTF-8\"\nexport B=c\nP DEFAULT=1 \nnot a line\nX=${HOME}/x\n",
                ShellDialect::plain) ==
        "2 LANG=C.UTF-8 x alone; 3 B=c x alone; 4 P=1 x alone; "
        "6 X=${HOME}/x x $ alone");
}

}  // namespace ftenv::test
