"""casefold_fs.py BELOW MOUNT: what is in BELOW, seen through names whose case does not matter, as on a Mac.

Names keep the case that they were made with. Needs the package fusepy and libfuse2; ends when it is unmounted."""

import errno
import os
import sys

from fuse import FUSE, FuseOSError, Operations


class CasefoldFs(Operations):
    def __init__(self, below):
        self.below = below

    def real(self, path):
        """Where `path` is: each name as it is spelled there, a new one as it is asked for."""
        at = self.below
        for name in path.split("/")[1:]:
            if name and not os.path.lexists(os.path.join(at, name)):
                try:
                    folded = name.casefold()
                    name = next((there for there in os.listdir(at) if there.casefold() == folded), name)
                except OSError:
                    pass
            at = os.path.join(at, name) if name else at
        return at

    def __call__(self, operation, path, *arguments):
        try:
            return getattr(self, operation)(path, *arguments)
        except OSError as error:
            raise FuseOSError(error.errno) from error

    def access(self, path, mode):
        if not os.access(self.real(path), mode):
            raise FuseOSError(errno.EACCES)

    def getattr(self, path, handle=None):
        stat = os.lstat(self.real(path))
        return {key: getattr(stat, key) for key in (
            "st_mode", "st_nlink", "st_uid", "st_gid", "st_size", "st_atime", "st_mtime", "st_ctime", "st_blocks")}

    def readdir(self, path, handle):
        return [".", "..", *os.listdir(self.real(path))]

    def statfs(self, path):
        facts = os.statvfs(self.real(path))
        return {key: getattr(facts, key) for key in (
            "f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_favail", "f_ffree", "f_files", "f_flag", "f_frsize", "f_namemax")}

    def create(self, path, mode, info=None):
        return os.open(self.real(path), os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)

    def open(self, path, flags):
        return os.open(self.real(path), flags & ~os.O_APPEND)

    def read(self, path, size, offset, handle):
        return os.pread(handle, size, offset)

    def write(self, path, data, offset, handle):
        return os.pwrite(handle, data, offset)

    def release(self, path, handle):
        os.close(handle)

    def fsync(self, path, datasync, handle):
        return 0

    def truncate(self, path, length, handle=None):
        os.truncate(self.real(path) if handle is None else handle, length)

    def rename(self, old, new):
        os.rename(self.real(old), self.real(new))

    def link(self, new, old):
        os.link(self.real(old), self.real(new))

    def symlink(self, new, target):
        os.symlink(target, self.real(new))

    def readlink(self, path):
        return os.readlink(self.real(path))

    def mkdir(self, path, mode):
        os.mkdir(self.real(path), mode)

    def rmdir(self, path):
        os.rmdir(self.real(path))

    def unlink(self, path):
        os.unlink(self.real(path))

    def chmod(self, path, mode):
        os.chmod(self.real(path), mode)

    def chown(self, path, owner, group):
        os.chown(self.real(path), owner, group, follow_symlinks=False)

    def utimens(self, path, times=None):
        os.utime(self.real(path), times, follow_symlinks=False)

    def mknod(self, path, mode, device):
        os.mknod(self.real(path), mode, device)


if __name__ == "__main__":
    FUSE(CasefoldFs(sys.argv[1]), sys.argv[2], foreground=True, nothreads=False, attr_timeout=0, entry_timeout=0)
