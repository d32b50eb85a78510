// seeds FOLDER: the hostile archives of the tests as files, for the fuzzer to begin with.
#include <string>

#include "adapter/io/hostile_case.hpp"
#include "fuzz/fuzz.hpp"

int main(int, char** argv) {
  using namespace ftenv;
  const fs::path folder = argv[1];
  int number = 0;
  const auto add = [&](const std::string& bytes) {
    if (bytes.empty() || bytes.size() > 1 << 15) return;
    fuzz::write_file(folder / ("seed-" + std::to_string(++number)), bytes);
  };
  for (const auto& cases : {test::hostile_entries("/ftenv-fuzz"), test::hostile_tars("/ftenv-fuzz"),
                            test::hostile_zips("/ftenv-fuzz"), test::hostile_bytes("")}) {
    for (const auto& given : cases) {
      add(given.tar);
      add(given.zip);
    }
  }
  std::printf("%d hostile archives to begin with\n", number);
}
