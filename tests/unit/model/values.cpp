#include "model/command.hpp"
#include "model/environment.hpp"
#include "model/plan.hpp"
#include "model/toolchain.hpp"
#include "support/catch.hpp"

using namespace ftenv;

TEST_CASE("an environment is a value") {
  Environment environment({{"B", "2"}, {"A", "1"}, {"A0", ""}});
  CHECK(environment.get("A") == "1");
  CHECK(environment.get("C", "else") == "else");
  CHECK(environment.has("A0"));
  CHECK(environment.find("C") == nullptr);
  environment.set("C", "3");
  environment.unset("B");
  CHECK(environment.block() == std::vector<std::string>{"A0=", "A=1", "C=3"});
}

TEST_CASE("children get what is allowed and nothing else") {
  EnvironmentPolicy policy;
  policy.allowed = {"PATH", "LC_*", "PIP_INDEX_URL", "CARGO_NET_*"};
  policy.denied = {"PIP_*", "CARGO_NET_SECRET"};
  const Environment full({{"PATH", "/bin"},
                          {"PATHS", "x"},
                          {"LC_ALL", "C"},
                          {"LC_", "x"},
                          {"PIP_INDEX_URL", "u"},
                          {"PIP_TARGET", "t"},
                          {"CARGO_NET_RETRY", "1"},
                          {"CARGO_NET_SECRET", "s"},
                          {"CFLAGS", "-DX"}});
  const FilteredEnvironment filtered = filter(full, policy);
  CHECK(filtered.kept.block() ==
        std::vector<std::string>{"CARGO_NET_RETRY=1", "LC_=x", "LC_ALL=C", "PATH=/bin", "PIP_INDEX_URL=u"});
  CHECK(filtered.dropped == std::vector<std::string>{"CARGO_NET_SECRET", "CFLAGS", "PATHS", "PIP_TARGET"});
}

TEST_CASE("where two patterns fit equally well, a variable is dropped") {
  EnvironmentPolicy policy;
  policy.allowed = {"X", "Y_*"};
  policy.denied = {"X", "Y_*"};
  CHECK_FALSE(is_allowed("X", policy));
  CHECK_FALSE(is_allowed("Y_1", policy));
}

TEST_CASE("a command is shown as a shell would take it") {
  Command command;
  command.argv = {"make", "-j2", "LDFLAGS=-Wl,-rpath,$ORIGIN"};
  CHECK(display(command) == "make -j2 'LDFLAGS=-Wl,-rpath,$ORIGIN'");
  command.environment = {{"B", "x y"}, {"A", "1"}};
  CHECK(display(command) == "A=1 B='x y' make -j2 'LDFLAGS=-Wl,-rpath,$ORIGIN'");
  command.directory = "/tmp/a b";
  CHECK(display(command) == "(cd '/tmp/a b' && A=1 B='x y' make -j2 'LDFLAGS=-Wl,-rpath,$ORIGIN')");
}

TEST_CASE("a plan knows whether it changes anything") {
  Plan plan;
  CHECK_FALSE(plan.changes());
  plan.steps.push_back({{"rust", "Rust", {}}, Verdict::ready, "there", {}});
  plan.steps.push_back({{"source", "source", {}}, Verdict::not_needed, "ready", {}});
  CHECK_FALSE(plan.changes());
  plan.steps.push_back({{"python", "Python", {"source"}}, Verdict::change, "absent", {}});
  CHECK(plan.changes());
  REQUIRE(plan.find("python"));
  CHECK(plan.find("python")->because == "absent");
  CHECK(plan.find("nothing") == nullptr);
  CHECK(verdict_name(Verdict::ready) == "ready");
  CHECK(verdict_name(Verdict::change) == "change");
  CHECK(verdict_name(Verdict::not_needed) == "not needed");
}

TEST_CASE("the ABI is what the interpreter says of itself") {
  struct Row {
    const char* soabi;
    bool free_threaded;
    const char* abi;
  };
  const Row rows[] = {
      {"cpython-314t-x86_64-linux-gnu", true, "cp314t"},
      {"cpython-314-x86_64-linux-gnu", false, "cp314"},
      {"cpython-314td-darwin", true, "cp314td"},
      {"cp314t-win_amd64", true, "cp314t"},
      {"", true, "cp314t"},
      {"", false, "cp314"},
  };
  for (const Row& row : rows) {
    InterpreterFacts facts;
    facts.implementation = "cpython";
    facts.version = {3, 14, 8, ""};
    facts.soabi = row.soabi;
    facts.free_threaded = row.free_threaded;
    INFO(row.soabi);
    CHECK(facts.abi() == row.abi);
  }
}
