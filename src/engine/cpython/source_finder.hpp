// Where a CPython source archive comes from: the download cache, a mirror that the user names, the
// project's own server, the distribution's archive. Whatever the way, the pinned digest decides.
#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "engine/run_state.hpp"
#include "engine/services.hpp"
#include "inspect/project/project.hpp"

namespace ftenv {

// The pinned versions that a wish accepts and `project` (may be null) can take, newest first.
std::vector<PinnedSource> candidates_of(const Services& services, const PythonWish& wish,
                                        const Project* project);

// The newest candidate of the first wish if its archive is in the download cache, verified.
std::optional<SourceArchive> cached_source(const Services& services, const PinnedSource& source);

// Does a recipe vouch for a source archive with this digest?
bool is_pinned_source(const Services& services, const std::string& sha256);

// The user's own archive: its version is read from Include/patchlevel.h, its digest is looked up among
// the pinned ones. A local file is read to its end, so that a truncated one is told before anything is
// changed. Errors: archive, checksum, network, unsupported (a version that no wish accepts).
Result<SourceArchive> take_archive(Services& services, const Options& options,
                                   const std::vector<PythonWish>& wishes, const Project* project);

// The first version that can be had, in order of preference. What was passed over is in `skipped`, one
// reason a wish, and is told to the reporter in one line each. Errors: network with every way's reason.
Result<SourceArchive> find_source(Services& services, const Options& options,
                                  const std::vector<PythonWish>& wishes, const Project* project,
                                  std::vector<SkippedVersion>& skipped);

}  // namespace ftenv
