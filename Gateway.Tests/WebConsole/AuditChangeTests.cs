using Gateway.Storage.Audit;
using Gateway.WebConsole.Audit;
using Gateway.WebConsole.Text;
using Xunit;

namespace Gateway.Tests.WebConsole;

public sealed class AuditChangeTests
{
    [Fact]
    public void Of_BeforeAndAfter_AreTheFieldsThatDiffer()
    {
        var changes = AuditChange.Of(Entry(
            """{"name":"东门","site":"S-01","enabled":true,"tags":["a"]}""", """{"name":"西门","site":"S-01","enabled":false,"tags":["a","b"]}"""));

        Assert.Equal([new("name", "东门", "西门"), new("enabled", "true", "false"), new AuditChange("tags", "a", "a, b")], changes);
    }

    [Fact]
    public void Of_ADeletion_IsWhatIsGone() => Assert.Equal([new AuditChange("name", "东门", null)], AuditChange.Of(Entry("""{"name":"东门"}""", null)));

    [Fact]
    public void Of_SomethingThatIsNoJson_IsShownAsItIs() => Assert.Equal([new AuditChange("body", null, "not json")], AuditChange.Of(Entry(null, "not json")));

    [Theory]
    [InlineData("devices/smz-1", "终端 smz-1")]
    [InlineData("sites/S-01/roster/51**34", "工地 S-01，人员 51**34")]
    [InlineData("registrations/7f/photos/photo", "登记 7f 的照片")]
    [InlineData("what/ever", "what/ever")]
    public void Subject_OfARow_IsSaidInWords(string path, string expected) => Assert.Equal(expected, ConsoleText.Chinese.AuditSubject(path));

    [Theory]
    [InlineData("kind", "attendance", "考勤终端")]
    [InlineData("enabled", "false", "否")]
    [InlineData("role", "viewer", "只读")]
    [InlineData("name", "viewer", "viewer")]
    [InlineData("name", "", "–")]
    public void Value_OfAChange_IsSaidInWords(string field, string value, string expected) => Assert.Equal(expected, ConsoleText.Chinese.AuditValue(field, value));

    private static AuditEntry Entry(string? before, string? after) => new(1, default, "admin", "admin", AuditActions.DevicePut, "devices/a", "", null, [], before, after);
}
