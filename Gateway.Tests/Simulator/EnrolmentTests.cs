using Gateway.Simulator.Enrolment;
using Gateway.Simulator.Photos;
using Xunit;

namespace Gateway.Tests.Simulator;

/// <summary>Invented workers and their photos.</summary>
public sealed class EnrolmentTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(FaceImage.LengthMin)]
    [InlineData(20_000)]
    [InlineData(65_900)]
    [InlineData(66_000)]
    [InlineData(200_000)]
    public void Face_AnyLength_IsAWholeJpegOfThatLength(int length)
    {
        var file = FaceImage.Make(7, length);

        if (length > 0) Assert.Equal(length, file.Length);
        Assert.Equal([0xFF, 0xD8], file[..2]);
        Assert.Equal([0xFF, 0xD9], file[^2..]);
        var markers = new List<byte>();
        for (var at = 2; markers.LastOrDefault() != 0xDA;)
        {
            Assert.Equal(0xFF, file[at]);
            markers.Add(file[at + 1]);
            at += 2 + (file[at + 2] << 8) + file[at + 3];
        }

        Assert.Equal([0xE0, 0xDB, 0xC0, 0xC4, 0xC4, 0xDA], markers.Where(marker => marker != 0xFE));
    }

    [Fact]
    public void Face_SeedsThatFollowOneAnother_MakeDifferentFilesAndTheSameSeedTheSame()
    {
        var files = Enumerable.Range(0, 500).Select(seed => Convert.ToHexString(FaceImage.Make(seed))).ToList();

        Assert.Equal(500, files.Distinct().Count());
        Assert.Equal(files[17], Convert.ToHexString(FaceImage.Make(17)));
    }

    [Fact]
    public void Workers_Thousands_HaveDifferentIdNumbersWithRightCheckDigits()
    {
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2, 1];
        var ids = Enumerable.Range(0, 5000).Select(number => Worker.Make(1, number, 0).IdNumber).ToList();

        Assert.Equal(5000, ids.Distinct().Count());

        // GB 11643: the weighted sum of all eighteen is 1 modulo 11.
        Assert.All(ids, id => Assert.Equal(1, id.Select((c, i) => (c == 'X' ? 10 : c - '0') * weights[i]).Sum() % 11));
    }

    [Fact]
    public void Worker_AsText_IsNotPersonal() => Assert.Equal("worker 3", Worker.Make(1, 3, 0).ToString());
}
