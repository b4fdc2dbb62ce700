using Gateway.Platform.Import;
using Xunit;

namespace Gateway.Tests.Platform;

public sealed class CsvLineTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("a,b", "a|b")]
    [InlineData(",", "|")]
    [InlineData("a,", "a|")]
    [InlineData(" a , b ", "a|b")]
    [InlineData("\"a,b\",c", "a,b|c")]
    [InlineData("\"say \"\"门\"\"\",c", "say \"门\"|c")]
    [InlineData("\"\",x", "|x")]
    [InlineData("\" a \"", " a ")]
    public void Split_GoodRow_GivesItsFields(string line, string fields)
    {
        var split = new List<string>();

        Assert.Null(CsvLine.Split(line, split));

        Assert.Equal(fields, string.Join('|', split));
    }

    [Theory]
    [InlineData("a,\"b", "field 2 has an opening quote")]
    [InlineData("\"a\"b,c", "field 1 goes on")]
    [InlineData("a\"b", "field 1 has a quote")]
    public void Split_BrokenQuotes_SaysWhere(string line, string error) =>
        Assert.StartsWith(error, CsvLine.Split(line, []), StringComparison.Ordinal);
}
