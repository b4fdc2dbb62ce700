using Xunit;

namespace Gateway.Tests.Support;

/// <summary>A test that starts a Redis server of its own; skipped where there is none.</summary>
internal sealed class RedisFactAttribute : FactAttribute
{
    public RedisFactAttribute()
    {
        if (TestRedis.FindProgram() is null) Skip = "redis-server is not on the PATH: ./build.sh test installs it";
    }
}
