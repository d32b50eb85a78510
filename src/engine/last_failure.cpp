#include "engine/last_failure.hpp"

#include "base/files.hpp"
#include "base/json.hpp"

namespace ftenv {
namespace {

fs::path record_of(const Store& store) {
  return store.logs() / "last-failure.json";
}

// The next run of the same step begins its log anew, under a new file of the same name: a second name keeps
// this one.
fs::path keep(const Store& store, const fs::path& log) {
  const fs::path kept = store.logs() / "last-failure.log";
  FsError error;
  fs::remove(kept, error);
  fs::create_hard_link(log, kept, error);
  if (error) fs::copy_file(log, kept, error);
  return error ? log : kept;
}

// A step without a log of its own, such as an import, has failed with what it said.
Result<fs::path> write_down(const Services& services, const Error& error) {
  fs::path kept = services.store.logs() / "last-failure.log";
  std::string text = "# " + services.clock.utc() + "\nerror: " + error.message + "\n";
  for (const std::string& line : error.context) text += "  " + line + "\n";
  FTENV_CHECK(write_text_atomically(kept, text));
  return kept;
}

}  // namespace

void record_failure(const Services& services, const Error& error, const fs::path& project) {
  if (error.code == ErrorCode::interrupted) return;
  const bool has_log = error.log && !error.log->empty();
  const Result<fs::path> log =
      has_log ? Result<fs::path>(keep(services.store, *error.log)) : write_down(services, error);
  if (!log) return;
  const Json record = Json::object({{"time", services.clock.utc()},
                                    {"log", log->string()},
                                    {"project", project.string()},
                                    {"message", error.message}});
  (void)write_text_atomically(record_of(services.store), record.dump() + "\n");
}

std::optional<LastFailure> last_failure(const Store& store) {
  const auto text = read_text(record_of(store), 1u << 20);
  if (!text) return std::nullopt;
  const auto record = Json::parse(*text);
  if (!record) return std::nullopt;
  LastFailure failure{(*record)["time"].string_or(""), (*record)["log"].string_or(""),
                      (*record)["project"].string_or(""), (*record)["message"].string_or("")};
  FsError error;
  if (!fs::is_regular_file(failure.log, error)) return std::nullopt;
  return failure;
}

}  // namespace ftenv
