#include "base/rename_patience.hpp"
#include "platform/windows/command_line.hpp"
#include "platform/windows/environment_block.hpp"
#include "platform/windows/exit_code.hpp"
#include "platform/windows/program_path.hpp"
#include "platform/windows/pty_name.hpp"
#include "platform/windows/store_alias.hpp"
#include "platform/windows/wide.hpp"
#include "platform/windows/windows_version.hpp"
#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("windows: a line is quoted by the rules of the C runtime") {
  CHECK(command_line({"C:\\a b\\x.exe"}) == L"\"C:\\a b\\x.exe\"");
  CHECK(command_line({"x", "plain", "", "a b"}) == L"\"x\" plain \"\" \"a b\"");
  CHECK(command_line({"x", "a\\", "a b\\", "\"", "\\\""}) == L"\"x\" a\\ \"a b\\\\\" \"\\\"\" \"\\\\\\\"\"");
}

TEST_CASE("windows: a batch file's line quotes everything, and refuses what no quote holds") {
  CHECK(*batch_line("C:\\cmd.exe", "C:\\t.cmd", {"t", "a&b", "c\\"}) ==
        L"\"C:\\cmd.exe\" /d /e:on /v:off /s /c \"\"C:\\t.cmd\" \"a&b\" \"c\\\\\"\"");
  for (const char* word : {"%X%", "a\"b", "!x!", "a\nb", "a\rb"}) CHECK(!batch_line("c", "t", {"t", word}));
  CHECK(!batch_line("c", "C:\\100%\\t.cmd", {"t"}));
  CHECK(is_batch_file("X.BAT"));
  CHECK(is_batch_file("x.cmd"));
  CHECK(!is_batch_file("x.exe"));
}

TEST_CASE("windows: an environment block is sorted without regard to case, and ends in two zeros") {
  CHECK(environment_block(Environment({{"b", "2"}, {"A", "1"}, {"C", ""}})) ==
        std::wstring(L"A=1\0b=2\0C=\0\0", 12));
  CHECK(environment_block(Environment()) == std::wstring(L"\0\0", 2));
  const Environment read = environment_of_block(L"=C:=C:\\work\0Path=x\0noequals\0Z=a=b\0");
  CHECK(read == Environment({{"PATH", "x"}, {"Z", "a=b"}}));
}

TEST_CASE("windows: text between UTF-8 and UTF-16") {
  CHECK(to_wide("a\xC3\xA9\xF0\x9F\x90\x8D") == L"a\x00E9\xD83D\xDC0D");
  CHECK(to_utf8(L"a\x00E9\xD83D\xDC0D") == "a\xC3\xA9\xF0\x9F\x90\x8D");
  CHECK(to_wide("").empty());
  CHECK(to_utf8(L"").empty());
}

TEST_CASE("windows: names of versions") {
  const auto named = [](WindowsVersion version) {
    Host host;
    apply_windows_version(version, host);
    return host.distro_version + "|" + host.pretty_name;
  };
  CHECK(named({10, 0, 19045, false, "22H2"}) == "10|Windows 10 22H2 (build 19045)");
  CHECK(named({10, 0, 22631, false, "23H2"}) == "11|Windows 11 23H2 (build 22631)");
  CHECK(named({10, 0, 22000, false, ""}) == "11|Windows 11 (build 22000)");
  CHECK(named({10, 0, 20348, true, "21H2"}) == "2022|Windows Server 2022 21H2 (build 20348)");
  CHECK(named({10, 0, 26100, true, "24H2"}) == "2025|Windows Server 2025 24H2 (build 26100)");
  CHECK(named({6, 1, 7601, false, ""}) == "7|Windows 7 (build 7601)");
}

TEST_CASE("windows: exit codes of the system are told from a program's own") {
  CHECK(status_of_exit_code(0).ok());
  CHECK(status_of_exit_code(3).text() == "exit code 3");
  CHECK(status_of_exit_code(0xC000013A).text() == "ended with 0xC000013A (stopped by Ctrl-C)");
  CHECK(status_of_exit_code(0xC0001234).text() == "ended with 0xC0001234 (by the system)");
  CHECK(status_of_exit_code(0xFFFFFFFF).kind == ExitStatus::exited);
  CHECK(status_of_start_error(2).kind == ExitStatus::not_found);
  CHECK(status_of_start_error(193).kind == ExitStatus::not_executable);
}

TEST_CASE("windows: names of programs") {
  using Names = std::vector<std::string>;
  CHECK(program_names("x", ".COM;.EXE;.PY") == Names{"x.com", "x.exe"});
  CHECK(program_names("x.EXE", ".EXE") == Names{"x.EXE", "x.EXE.exe"});
  CHECK(program_names("python3.14", ".EXE;.CMD") == Names{"python3.14.exe", "python3.14.cmd"});
  CHECK(is_path(".\\x"));
  CHECK(is_path("C:x"));
  CHECK(!is_path("x.exe"));
  CHECK(is_absolute_entry("C:\\x"));
  CHECK(is_absolute_entry("\\\\server\\share"));
  for (const char* entry : {"", ".", "C:", "C:x", "\\x", "x"}) CHECK(!is_absolute_entry(entry));
}

TEST_CASE("windows: terminals that are pipes") {
  CHECK(is_pty_name(L"\\msys-1888ae32e00d56aa-pty0-to-master"));
  CHECK(is_pty_name(L"\\cygwin-e022582115c10879-pty4-from-master"));
  CHECK(!is_pty_name(L"\\ftenv-12-0"));
  CHECK(!is_pty_name(L""));
}

TEST_CASE("windows: an alias of the Store is read, and its advertisement known") {
  const auto data = [](std::uint32_t tag, std::uint32_t version, const std::wstring& strings) {
    std::string bytes(12 + strings.size() * 2, '\0');
    std::memcpy(bytes.data(), &tag, 4);
    std::memcpy(bytes.data() + 8, &version, 4);
    std::memcpy(bytes.data() + 12, strings.data(), strings.size() * 2);
    return bytes;
  };
  const std::wstring python(L"Python_x\0Python_x!Python\0C:\\Apps\\python3.14.exe\0000\0", 48);
  const auto alias = parse_store_alias(data(0x8000001B, 3, python));
  REQUIRE(alias);
  CHECK(alias->package == "Python_x");
  CHECK(alias->program == "C:\\Apps\\python3.14.exe");
  CHECK(!alias->is_placeholder());
  const std::wstring shop(L"p\0e\0C:\\X\\AppInstallerPythonRedirector.exe\0000\0", 46);
  CHECK(parse_store_alias(data(0x8000001B, 3, shop))->is_placeholder());
  CHECK(!parse_store_alias(data(0xA000000C, 3, python)));
  CHECK(!parse_store_alias(data(0x8000001B, 2, python)));
  CHECK(!parse_store_alias(data(0x8000001B, 3, L"no end")));
  CHECK(!parse_store_alias("\x1b"));
}

TEST_CASE("windows: a rename is tried again for some seconds, ever more seldom, and then given up") {
  RenamePatience patience;
  std::chrono::milliseconds all{0};
  std::chrono::milliseconds last{0};
  int tries = 0;
  while (const auto pause = patience.next()) {
    CHECK(*pause >= last);
    last = *pause;
    all += *pause;
    ++tries;
  }
  CHECK(tries > 8);
  CHECK(tries < 40);
  CHECK(all >= std::chrono::seconds(5));
  CHECK(all < std::chrono::seconds(6));
}

}  // namespace ftenv::test
