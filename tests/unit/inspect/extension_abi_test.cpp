#include "inspect/native/extension_abi.hpp"

#include "support/catch.hpp"

namespace ftenv::test {

TEST_CASE("the symbols that an extension imports tell its ABI") {
  struct Row {
    std::vector<std::string> imports;
    AbiGuess abi;
    std::vector<std::string> evidence;
  };
  const std::vector<Row> rows = {
      {{"PyLong_FromLong", "_Py_DecRefShared"}, AbiGuess::free_threaded, {"_Py_DecRefShared"}},
      {{"_Py_MergeZeroLocalRefcount", "_Py_IncRef"}, AbiGuess::free_threaded, {"_Py_MergeZeroLocalRefcount"}},
      {{"_Py_DecRef", "PyUnstable_Module_SetGIL"}, AbiGuess::free_threaded, {"PyUnstable_Module_SetGIL"}},
      {{"PyLong_FromLong", "_Py_Dealloc", "_Py_IncRef"}, AbiGuess::gil, {"_Py_Dealloc"}},
      {{"_Py_IncRef", "PyTuple_New", "_Py_DecRef"}, AbiGuess::ambiguous, {"_Py_IncRef", "_Py_DecRef"}},
      {{"PyLong_FromLong"}, AbiGuess::unknown, {}},
      {{}, AbiGuess::unknown, {}},
      {{"my_Py_Dealloc", "_Py_DeallocX"}, AbiGuess::unknown, {}},
  };
  for (const Row& row : rows) {
    std::vector<std::string> evidence;
    CHECK(guess_abi(row.imports, evidence) == row.abi);
    CHECK(evidence == row.evidence);
  }
  std::vector<std::string> both;
  CHECK(guess_abi({"_Py_Dealloc", "_Py_DecRefShared"}, both) == AbiGuess::unknown);
}

TEST_CASE("the name of an extension's file says whom it is for") {
  struct Row {
    const char* file;
    ExtensionName::Kind kind;
    const char* module;
    const char* tag;
    const char* python;
    bool free_threaded;
  };
  const std::vector<Row> rows = {
      {"hello.cpython-314t-x86_64-linux-gnu.so", ExtensionName::specific, "hello",
       "cpython-314t-x86_64-linux-gnu", "314", true},
      {"hello.cpython-314-darwin.so", ExtensionName::specific, "hello", "cpython-314-darwin", "314", false},
      {"hello.cpython-314td-darwin.so", ExtensionName::specific, "hello", "cpython-314td-darwin", "314",
       true},
      {"_x.cp314t-win_amd64.pyd", ExtensionName::specific, "_x", "cp314t-win_amd64", "314", true},
      {"_x.pypy310-pp73-x86_64-linux-gnu.so", ExtensionName::specific, "_x", "pypy310-pp73-x86_64-linux-gnu",
       "", false},
      {"hello.abi3.so", ExtensionName::stable, "hello", "abi3", "", false},
      {"hello.abi3t.so", ExtensionName::stable_free_threaded, "hello", "abi3t", "", false},
      {"hello.so", ExtensionName::bare, "hello", "", "", false},
      {"hello.pyd", ExtensionName::bare, "hello", "", "", false},
  };
  for (const Row& row : rows) {
    INFO(row.file);
    const auto name = read_extension_name(row.file);
    REQUIRE(name);
    CHECK(name->kind == row.kind);
    CHECK(name->module == row.module);
    CHECK(name->tag == row.tag);
    CHECK(name->python == row.python);
    CHECK(name->free_threaded == row.free_threaded);
  }
  for (const char* other : {"libgomp.so.1", "hello.py", ".so", "so", "", "hello.so.bak", ".abi3.so"}) {
    INFO(other);
    CHECK_FALSE(read_extension_name(other));
  }
}

}  // namespace ftenv::test
