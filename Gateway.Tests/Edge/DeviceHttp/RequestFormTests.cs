using Gateway.Edge.DeviceHttp.Requests;
using Xunit;

namespace Gateway.Tests.Edge.DeviceHttp;

/// <summary>Forms, as text and as parts, read leniently.</summary>
public sealed class RequestFormTests
{
    [Theory]
    [InlineData("a=1&B=2", "a=1;b=2")]
    [InlineData("a=%E5%BC%A0+%e4%b8%89", "a=张 三")]
    [InlineData("a=100%&b=%4&c=%zz", "a=100%;b=%4;c=%zz")]
    [InlineData("a=x=y==", "a=x=y==")]
    [InlineData("=1&&a&a=&a=2&a=3", "a=2")]
    [InlineData(" a =1& b=2", "a=1;b=2")]
    [InlineData("", "")]
    public void FormText_Read_IsLenient(string form, string expected)
    {
        var parameters = new RequestParameters();

        FormReader.ReadQuery(Encoding.UTF8.GetBytes(form), new FormFields(parameters));

        Assert.Equal(expected, string.Join(';', parameters.Names.Select(name => $"{name.ToLowerInvariant()}={parameters.Raw(name)}")));

        var pieces = Read(Encoding.UTF8.GetBytes(form), 1);
        Assert.Equal(expected, string.Join(';', pieces.Names.Select(name => $"{name.ToLowerInvariant()}={pieces.Raw(name)}")));
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n2\r\n--b--\r\n",
        "a=1;c=2")]
    [InlineData(
        "--b\nContent-Disposition: form-data; name=\"a\"\n\n1\n"
        + "--b\ncontent-disposition: form-data; NAME=c; filename=\"x;y.jpg\"\nContent-Type: image/jpeg\n\n2\n--b--\n", "a=1;c=2")]
    [InlineData("\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: form-data; name=a\r\n\r\nx --b y\r\n--b--", "a=x --b y")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\r\nx\r\n\r\n--b--", "a=\r\nx\r\n")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut of", "a=cut of")]
    [InlineData("--b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n--b--", "c=")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n张%2B+\r\n--b--", "a=张%2B+")]
    public void FormParts_Read_IsLenient(string form, string expected)
    {
        var bytes = Encoding.UTF8.GetBytes(form);

        Assert.True(FormParts.AreIn(bytes));
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var parameters = Read(bytes, piece);
            Assert.Equal(expected, string.Join(';', parameters.Names.Select(name => $"{name}={parameters.Raw(name)}")));
        }
    }

    [Fact]
    public void FormParts_CutAtEveryOffset_DoesNotThrow()
    {
        var bytes = Encoding.UTF8.GetBytes(
            "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n2\r\n--b--\r\n");

        for (var length = 0; length <= bytes.Length; length++)
            Read(bytes[..length], Math.Max(length, 1));
    }

    [Theory]
    [InlineData("a=1&b=2")]
    [InlineData("--")]
    [InlineData("--a=1\r\n&b=2")]
    [InlineData("")]
    public void FormParts_OtherBodies_AreNotTakenForParts(string body) => Assert.False(FormParts.AreIn(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Parameters_TooMany_AreLeftOut()
    {
        var parameters = new RequestParameters();

        FormReader.ReadQuery(
            Encoding.UTF8.GetBytes(string.Join('&', Enumerable.Range(0, 500).Select(i => $"a{i}=1")) + $"&{new string('n', 100)}=1"), new FormFields(parameters));

        Assert.Equal(RequestParameters.CountMax, parameters.Names.Count());
    }

    [Theory]
    [InlineData("sn=a&Content=%41%2&content=no&x=1")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nA%2\r\n--b\r\nContent-Disposition: form-data; name=\"content\"\r\n\r\nno\r\n--b--")]
    public void Fields_TheStreamedOne_GoesByAndIsNotKept_TheFirstCounts(string form)
    {
        for (var piece = 1; piece <= form.Length; piece++)
        {
            var parameters = new RequestParameters();
            var fields = new FormFields(parameters, "content");
            Read(Encoding.UTF8.GetBytes(form), piece, fields);

            Assert.Equal("A%2", Encoding.UTF8.GetString(fields.Streamed.WrittenSpan));
            Assert.DoesNotContain("content", parameters.Names, StringComparer.OrdinalIgnoreCase);
        }
    }

    private static RequestParameters Read(byte[] form, int piece)
    {
        var parameters = new RequestParameters();
        Read(form, piece, new FormFields(parameters));
        return parameters;
    }

    private static void Read(byte[] form, int piece, FormFields fields)
    {
        var reader = new FormReader(fields);
        for (var at = 0; at < form.Length; at += piece) reader.Append(form.AsSpan(at, Math.Min(piece, form.Length - at)));
        reader.Finish();
    }
}
